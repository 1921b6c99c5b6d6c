package org.concurrencybench.reports.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.concurrencybench.reports.text.PlainText;
import org.jspecify.annotations.Nullable;

/** The latencies under one load as lines of plain text, none wider than {@link VerdictTable#WIDTH}. */
final class LatencyTable {
    private static final int NAME = 24;
    private static final List<String> PERCENTILES = List.of("50", "90", "99", "99.9");

    private LatencyTable() {}

    static List<String> lines(OfferedLoadResult load) {
        List<String> lines = new ArrayList<>();
        lines.add(cut(
                PlainText.of(load.workload()) + " at " + PlainText.of(NumberText.significant(load.rate(), 3))
                        + " per second (" + PlainText.of(load.load()) + ")",
                VerdictTable.WIDTH));
        lines.add(String.format(
                Locale.ROOT, "  %-" + (NAME - 2) + "s%12s%12s%12s%12s", "latency", "p50", "p90", "p99", "p99.9"));
        for (OfferedLoadResult.Model model : load.models()) {
            StringBuilder line = new StringBuilder(
                    String.format(Locale.ROOT, "  %-" + (NAME - 2) + "s", cut(PlainText.of(model.name()), NAME - 3)));
            if (!model.sustained()) {
                line.append(String.format(Locale.ROOT, "%12s", time(model.all().latency("50"))))
                        .append("  not sustained, ")
                        .append(NumberText.significant(model.completedPerSecond(), 3))
                        .append(" per second");
                lines.add(cut(line.toString(), VerdictTable.WIDTH));
                continue;
            }
            for (String percentile : PERCENTILES) {
                line.append(String.format(Locale.ROOT, "%12s", time(model.all().latency(percentile))));
            }
            lines.add(line.toString());
        }
        List<String> cold = load.models().stream()
                .filter(model -> model.sustained() && model.isCold())
                .map(model -> PlainText.of(model.name()))
                .toList();
        if (!cold.isEmpty()) {
            lines.add(cut("  not warm, no verdict: " + String.join(", ", cold), VerdictTable.WIDTH));
        }
        if (!load.failed().isEmpty()) {
            lines.add("  "
                    + NumberText.count(
                            load.failed().stream()
                                    .map(FailedCell::cell)
                                    .distinct()
                                    .count(),
                            "cell") + " failed");
        }
        return lines;
    }

    static List<String> lines(CapacityResult sought) {
        List<String> lines = new ArrayList<>();
        lines.add(cut(
                PlainText.of(sought.workload() + ": tasks per second with " + sought.target()), VerdictTable.WIDTH));
        for (CapacityResult.Model model : sought.models()) {
            Estimate rate = model.perSecond();
            lines.add(cut(
                    String.format(Locale.ROOT, "  %-" + (NAME - 2) + "s", cut(PlainText.of(model.name()), NAME - 3))
                            + (rate == null
                                    ? "no rate found"
                                    : NumberText.significant(rate.estimate(), 3) + " ["
                                            + NumberText.significant(rate.lowOrEstimate(), 3) + ", "
                                            + NumberText.significant(rate.highOrEstimate(), 3) + "]"),
                    VerdictTable.WIDTH));
        }
        return lines;
    }

    private static String time(OfferedLoadResult.@Nullable Percentile of) {
        return of == null ? "-" : PlainText.of(NumberText.time(of.nanos().estimate()));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 3) + "...";
    }
}
