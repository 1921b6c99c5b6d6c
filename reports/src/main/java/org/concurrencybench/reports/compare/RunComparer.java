package org.concurrencybench.reports.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.stats.Comparison;
import org.concurrencybench.reports.stats.Contender;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.Family;
import org.jspecify.annotations.Nullable;

/** Compares two runs cell by cell, with the verdicts that models are compared with. */
final class RunComparer {
    /** In between what says nothing. */
    static final Comparator<Finding> WORST_FIRST = Comparator.comparingInt(List.of(
            Finding.CLEARLY_SLOWER,
            Finding.SLOWER,
            Finding.LITTLE_SLOWER,
            Finding.UNDECIDED,
            Finding.EXPLORATORY,
            Finding.EQUAL,
            Finding.LITTLE_FASTER,
            Finding.FASTER,
            Finding.CLEARLY_FASTER)::indexOf);

    private final RunCells old;
    private final RunCells fresh;
    private final Criteria criteria;
    private final Map<String, Set<String>> experiments = new HashMap<>();

    RunComparer(RunCells old, RunCells fresh, Criteria criteria) {
        this.old = old;
        this.fresh = fresh;
        this.criteria = criteria;
    }

    RunComparison compare() {
        List<String> comparable = new ArrayList<>();
        List<NotCompared> notCompared = new ArrayList<>();
        for (String id : fresh.ids()) {
            if (old.has(id)) {
                String reason = obstacle(id);
                if (reason == null) {
                    comparable.add(id);
                } else {
                    notCompared.add(new NotCompared(id, reason));
                }
                Cell cell = fresh.cell(id);
                experiments
                        .computeIfAbsent(cell.workload(), none -> new TreeSet<>())
                        .add(cell.experiment());
            }
        }
        RunHeader oldHeader = old.run().header();
        RunHeader newHeader = fresh.run().header();
        List<CellChange> changes = changes(comparable);
        FigureComparer figures = new FigureComparer(old.figures(), fresh.figures(), criteria);
        notCompared.addAll(figures.notCompared());
        return new RunComparison(
                RunComparison.SCHEMA,
                ComparedRun.of(old.run()),
                ComparedRun.of(fresh.run()),
                criteria.precision(),
                criteria.minTrials(),
                changes,
                figures.changes(),
                notCompared,
                Stream.concat(
                                old.ids().stream().filter(id -> !fresh.has(id)),
                                FigureComparer.only(old.figures(), fresh.figures()))
                        .toList(),
                Stream.concat(
                                fresh.ids().stream().filter(id -> !old.has(id)),
                                FigureComparer.only(fresh.figures(), old.figures()))
                        .toList(),
                notices(oldHeader, newHeader, changes),
                EnvironmentRow.of(oldHeader, newHeader));
    }

    private @Nullable String obstacle(String id) {
        String ofOld = old.obstacle(id);
        String ofNew = fresh.obstacle(id);
        if (ofOld != null || ofNew != null) {
            return ofOld == null
                    ? "NEW: " + ofNew
                    : ofNew == null ? "OLD: " + ofOld : "OLD: " + ofOld + "; NEW: " + ofNew;
        }
        Cell before = old.cell(id);
        Cell now = fresh.cell(id);
        if (before.shape() != now.shape()) {
            return "measured in another shape: " + words(before.shape()) + " in OLD, " + words(now.shape()) + " in NEW";
        }
        if (now.shape() == Shape.MAKESPAN && before.tasks() != now.tasks()) {
            return "one batch is one measurement here, and its time per task depends on its size: " + before.tasks()
                    + " tasks in OLD, " + now.tasks() + " in NEW";
        }
        return null;
    }

    private static String words(Shape shape) {
        return switch (shape) {
            case STEADY -> "many batches an iteration";
            case MAKESPAN -> "one batch an iteration";
        };
    }

    private List<CellChange> changes(List<String> ids) {
        List<Comparison> comparisons = Family.sideBySide(
                ids.stream().map(id -> contender(fresh.result(id))).toList(),
                ids.stream().map(id -> contender(old.result(id))).toList(),
                criteria);
        List<CellChange> changes = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            changes.add(change(ids.get(i), comparisons.get(i)));
        }
        changes.sort(Comparator.comparing(CellChange::finding, WORST_FIRST)
                .thenComparingDouble(change -> -change.timeRatio().estimate())
                .thenComparing(CellChange::cell));
        return changes;
    }

    private CellChange change(String id, Comparison comparison) {
        Finding finding = Finding.of(comparison);
        boolean exploratory = finding == Finding.EXPLORATORY;
        double below = comparison.differenceBelow();
        CellResult before = old.result(id);
        CellResult now = fresh.result(id);
        return new CellChange(
                id,
                name(fresh.cell(id)),
                now.family(),
                finding,
                Estimate.of(comparison.ratio(), comparison.interval()),
                exploratory ? null : Estimate.of(comparison.ratio(), comparison.simultaneousInterval()),
                exploratory ? null : comparison.pDifferent(),
                exploratory || !Double.isFinite(below) ? null : below,
                before.nanosPerTask(),
                now.nanosPerTask(),
                before.trials(),
                now.trials(),
                notes(id));
    }

    private List<String> notes(String id) {
        List<String> notes = new ArrayList<>();
        int before = old.cell(id).tasks();
        int now = fresh.cell(id).tasks();
        if (before != now) {
            notes.add("batches of " + before + " tasks in OLD, " + now + " in NEW, compared per task");
        }
        noVerdict(notes, "OLD", old.result(id));
        noVerdict(notes, "NEW", fresh.result(id));
        notes.addAll(fresh.settings(id).changesFrom(old.settings(id)));
        if (old.result(id).steadiness().allowsVerdict()
                && fresh.result(id).steadiness().allowsVerdict()) {
            notes.addAll(CostChanges.notes(old.trials(id), fresh.trials(id), criteria));
        }
        return notes;
    }

    private static void noVerdict(List<String> notes, String run, CellResult result) {
        if (!result.steadiness().allowsVerdict()) {
            boolean none = result.leftToGo() == Double.POSITIVE_INFINITY;
            notes.add((none ? "no verdict" : "no size") + ", since in " + run + " " + result.unsettling());
        }
    }

    /** The workload alone where that is plain, else with its parameters. */
    private String name(Cell cell) {
        boolean plain = experiments.getOrDefault(cell.workload(), Set.of()).size() <= 1;
        return (plain ? cell.workload() : cell.experiment()) + ": " + cell.displayName();
    }

    private static Contender contender(CellResult result) {
        return new Contender(
                result.cell(),
                IntStream.rangeClosed(1, result.trialMeans().size()).boxed().toList(),
                result.trialMeans(),
                result.leftToGo());
    }

    private List<String> notices(RunHeader before, RunHeader now, List<CellChange> changes) {
        List<String> notices = new ArrayList<>();
        if (before.startedAt().equals(now.startedAt()) && before.seed() == now.seed()) {
            notices.add("OLD and NEW are the same run: nothing can differ.");
        }
        if (!before.suite().equals(now.suite())) {
            notices.add("The suite itself differs: " + before.suite() + " in OLD, " + now.suite()
                    + " in NEW. The differences may come from how it measures.");
        }
        long otherwise = changes.stream()
                .filter(change -> !fresh.settings(change.cell()).equals(old.settings(change.cell())))
                .count();
        if (otherwise > 0) {
            notices.add(otherwise + (otherwise == 1 ? " cell was" : " cells were")
                    + " measured with other iterations, another collector or heap: see the notes.");
        }
        return notices;
    }
}
