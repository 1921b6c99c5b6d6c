package org.concurrencybench.reports.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.stats.Comparison;
import org.concurrencybench.reports.stats.Contender;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.Family;
import org.concurrencybench.reports.stats.Sample;
import org.jspecify.annotations.Nullable;

/** Compares the latencies, capacities and prices of two runs; each kind is a family of its own. */
final class FigureComparer {
    /** By how much two rates may differ and still be the same load. */
    private static final double SAME_RATE = 0.01;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Criteria criteria;
    private final List<Both> comparable = new ArrayList<>();
    private final List<NotCompared> notCompared = new ArrayList<>();

    /** One figure of both runs. */
    private record Both(FigureKind kind, FigureSubject.Figure old, FigureSubject.Figure fresh) {}

    FigureComparer(RunFigures old, RunFigures fresh, Criteria criteria) {
        this.criteria = criteria;
        for (FigureSubject now : fresh.all()) {
            old.find(now.id()).ifPresent(before -> add(before, now));
        }
    }

    /** Ids that only the first has. */
    static Stream<String> only(RunFigures first, RunFigures second) {
        return first.all().stream()
                .map(FigureSubject::id)
                .filter(id -> second.find(id).isEmpty());
    }

    /** Kind by kind, the worst for NEW first. */
    List<FigureChange> changes() {
        List<FigureChange> changes = new ArrayList<>();
        for (FigureKind kind : FigureKind.values()) {
            List<Both> family =
                    comparable.stream().filter(both -> both.kind() == kind).toList();
            List<Comparison> comparisons = Family.sideBySide(
                    family.stream().map(both -> both.fresh().costs()).toList(),
                    family.stream().map(both -> both.old().costs()).toList(),
                    criteria);
            List<FigureChange> ofKind = new ArrayList<>();
            for (int i = 0; i < family.size(); i++) {
                ofKind.add(change(family.get(i), comparisons.get(i)));
            }
            ofKind.sort(Comparator.comparing(FigureChange::finding, RunComparer.WORST_FIRST)
                    .thenComparingDouble(change -> -change.costRatio().estimate())
                    .thenComparing(FigureChange::id));
            changes.addAll(ofKind);
        }
        return changes;
    }

    List<NotCompared> notCompared() {
        return notCompared;
    }

    private void add(FigureSubject before, FigureSubject now) {
        String reason = obstacle(before, now);
        if (reason != null) {
            notCompared.add(new NotCompared(now.id(), reason));
            return;
        }
        for (FigureSubject.Figure fresh : now.figures()) {
            Optional<FigureSubject.Figure> old = before.figures().stream()
                    .filter(figure -> figure.id().equals(fresh.id()))
                    .findFirst();
            old.ifPresent(figure -> comparable.add(new Both(now.kind(), figure, fresh)));
        }
    }

    private static @Nullable String obstacle(FigureSubject before, FigureSubject now) {
        if (before.obstacle() != null || now.obstacle() != null) {
            return Stream.of(
                            before.obstacle() == null ? "" : "OLD: " + before.obstacle(),
                            now.obstacle() == null ? "" : "NEW: " + now.obstacle())
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("; "));
        }
        if (Math.abs(before.rate() - now.rate()) > SAME_RATE * Math.max(before.rate(), now.rate())) {
            return String.format(
                    Locale.ROOT,
                    "another load: %s tasks per second in OLD, %s in NEW; give rates in tasks per second, not in %%, so"
                            + " that both runs offer the same",
                    NumberText.significant(before.rate(), 4),
                    NumberText.significant(now.rate(), 4));
        }
        return null;
    }

    private static FigureChange change(Both both, Comparison comparison) {
        Finding finding = Finding.of(comparison);
        boolean exploratory = finding == Finding.EXPLORATORY;
        FigureSubject.Figure now = both.fresh();
        return new FigureChange(
                both.kind(),
                now.id(),
                now.name(),
                now.unit(),
                finding,
                Estimate.of(comparison.ratio(), comparison.interval()),
                exploratory ? null : Estimate.of(comparison.ratio(), comparison.simultaneousInterval()),
                exploratory ? null : comparison.pDifferent(),
                figure(both.old().costs(), now.unit()),
                figure(now.costs(), now.unit()),
                both.old().costs().trialMeans().size(),
                now.costs().trialMeans().size());
    }

    private static Estimate figure(Contender costs, FigureChange.Unit unit) {
        Estimate cost = Estimate.of(Sample.of(costs.trialMeans()));
        return unit == FigureChange.Unit.TASKS_PER_SECOND ? cost.inverse().times(NANOS_PER_SECOND) : cost;
    }
}
