package org.concurrencybench.reports.analysis.latency;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.OfferedLoadResult;
import org.concurrencybench.reports.plan.Load;
import org.concurrencybench.reports.stats.Criteria;
import org.jspecify.annotations.Nullable;

/** What the latencies under one load say, in plain words. */
final class LatencySentences {
    /** The first one that models have decides about their order. */
    private static final List<String> DECIDING = List.of("99", "90", "50");

    private LatencySentences() {}

    static List<String> of(Load load, List<OfferedLoadResult.Model> models, Criteria criteria) {
        List<String> sentences = new ArrayList<>();
        List<OfferedLoadResult.Model> sustained =
                models.stream().filter(OfferedLoadResult.Model::sustained).toList();
        String at = "At " + rate(load.rate()) + " tasks per second";
        for (String percentile : DECIDING) {
            List<OfferedLoadResult.Model> compared = sustained.stream()
                    .filter(model -> model.all().latency(percentile) != null)
                    .toList();
            if (!compared.isEmpty()) {
                sentences.add(
                        at + ", " + percentile + " % of the tasks " + compare(percentile, compared, criteria) + ".");
                break;
            }
        }
        withoutVerdict(
                        "load",
                        sustained.stream()
                                .filter(OfferedLoadResult.Model::isCold)
                                .map(OfferedLoadResult.Model::name)
                                .toList())
                .ifPresent(sentences::add);
        List<String> failing = models.stream()
                .filter(model -> !model.sustained())
                .map(model -> model.name() + " (completed " + rate(model.completedPerSecond()) + " per second)")
                .toList();
        if (!failing.isEmpty()) {
            sentences.add(at + " tasks pile up on " + String.join(", ", failing)
                    + ": latencies grow with the length of the measurement and are not compared.");
        }
        return sentences;
    }

    /** Which models were not warm when the load, or the search, began; empty for none. */
    static Optional<String> withoutVerdict(String what, List<String> cold) {
        return cold.isEmpty()
                ? Optional.empty()
                : Optional.of("Not warm when the " + what + " began, and so without a verdict: "
                        + String.join(", ", cold) + ". Raise " + CellResult.WARMUP_LIMIT + " of the plan.");
    }

    private static String compare(String percentile, List<OfferedLoadResult.Model> models, Criteria criteria) {
        OfferedLoadResult.Model best = models.stream()
                .filter(model -> standing(model, percentile) == null)
                .findFirst()
                .orElse(models.getFirst());
        Map<String, List<String>> byStanding = new LinkedHashMap<>();
        models.stream()
                .filter(model -> !model.equals(best))
                .forEach(model -> byStanding
                        .computeIfAbsent(standingWords(model, percentile, criteria), none -> new ArrayList<>())
                        .add(model.name()));
        String others = byStanding.entrySet().stream()
                .map(entry -> entry.getKey() + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
        boolean exploratory = models.stream().anyMatch(model -> standing(model, percentile) == Finding.EXPLORATORY);
        return "end within " + time(best, percentile) + " on " + best.name()
                + (others.isEmpty() ? "" : (exploratory ? " (exploratory)" : "") + "; " + others);
    }

    /** What stands before the names of models of one standing: {@code practically equal (±10 %): }. */
    private static String standingWords(OfferedLoadResult.Model model, String percentile, Criteria criteria) {
        OfferedLoadResult.Percentile of = model.all().latency(percentile);
        Finding standing = standing(model, percentile);
        if (of == null || standing == null || of.ratio() == null) {
            return "";
        }
        return switch (standing) {
            case EQUAL -> standing.words() + " (±" + NumberText.percent(criteria.precision()) + "): ";
            case UNDECIDED -> standing.words() + ": ";
            default -> standing.words() + ", " + NumberText.range(of.ratio(), criteria.precision()) + ": ";
        };
    }

    private static @Nullable Finding standing(OfferedLoadResult.Model model, String percentile) {
        OfferedLoadResult.Percentile of = model.all().latency(percentile);
        return of == null ? null : of.standing();
    }

    private static String time(OfferedLoadResult.Model model, String percentile) {
        OfferedLoadResult.Percentile of = model.all().latency(percentile);
        if (of == null) {
            return "n/a";
        }
        Estimate nanos = of.nanos();
        NumberText.TimeUnit unit = NumberText.TimeUnit.of(nanos.estimate());
        int decimals = NumberText.decimals(
                nanos.estimate() / unit.nanos(),
                nanos.lowOrEstimate() / unit.nanos(),
                nanos.highOrEstimate() / unit.nanos());
        String estimate = NumberText.fixed(nanos.estimate() / unit.nanos(), decimals);
        return nanos.low() == null
                ? estimate + " " + unit.symbol()
                : estimate + " [" + NumberText.fixed(nanos.lowOrEstimate() / unit.nanos(), decimals) + ", "
                        + NumberText.fixed(nanos.highOrEstimate() / unit.nanos(), decimals) + "] " + unit.symbol();
    }

    /** The highest deciding percentile of a model; behind all others without one. */
    static double sortKey(OfferedLoadResult.Model model) {
        for (String percentile : DECIDING) {
            OfferedLoadResult.Percentile of = model.all().latency(percentile);
            if (of != null) {
                return of.nanos().estimate();
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    static String rate(double perSecond) {
        return NumberText.tidy(NumberText.significant(perSecond, 3));
    }
}
