package org.concurrencybench.reports.html;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.concurrencybench.core.load.LoadReport;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.OfferedLoadResult;
import org.jspecify.annotations.Nullable;

/** The loads of one experiment as the page shows them. */
final class LatencyView {
    /** Of the percentiles that are kept: these have a column. */
    private static final List<String> COLUMNS = List.of("50", "90", "99", "99.9");

    private final String anchor;
    private final List<OfferedLoadResult> loads;
    private final double precision;

    private LatencyView(String anchor, List<OfferedLoadResult> loads, double precision) {
        this.anchor = anchor;
        this.loads = loads;
        this.precision = precision;
    }

    /** One for each experiment, in the order of the plan. */
    static List<LatencyView> of(List<OfferedLoadResult> all, Anchors anchors, double precision) {
        Set<String> experiments =
                all.stream().map(OfferedLoadResult::experiment).collect(Collectors.toCollection(LinkedHashSet::new));
        return experiments.stream()
                .map(id -> new LatencyView(
                        anchors.of("latency " + id),
                        all.stream()
                                .filter(load -> load.experiment().equals(id))
                                .toList(),
                        precision))
                .toList();
    }

    String anchor() {
        return anchor;
    }

    String experiment() {
        return loads.getFirst().experiment();
    }

    String workload() {
        return loads.getFirst().workload();
    }

    List<OfferedLoadResult> loads() {
        return loads;
    }

    List<String> percentiles() {
        return COLUMNS;
    }

    String heading(OfferedLoadResult load) {
        return rate(load.rate()) + " tasks per second (" + load.load() + ")";
    }

    List<String> sentences(OfferedLoadResult load) {
        return load.sentences().stream().map(IntervalText::unbroken).toList();
    }

    String seconds(double seconds) {
        return NumberText.seconds(seconds);
    }

    /** The rows of the table: each model, each label. */
    List<Row> rows(OfferedLoadResult load) {
        List<Row> rows = new ArrayList<>();
        for (OfferedLoadResult.Model model : load.models()) {
            model.parts().forEach(part -> rows.add(new Row(model, part)));
        }
        return rows;
    }

    /** A model with the tasks of one label. */
    record Row(OfferedLoadResult.Model model, OfferedLoadResult.Part part) {
        String name() {
            return part.label().isEmpty() ? model.name() : model.name() + ": " + part.label();
        }

        boolean isWhole() {
            return part.label().isEmpty();
        }
    }

    String latency(Row row, String percentile) {
        OfferedLoadResult.Percentile of = row.part().latency(percentile);
        return of == null ? "–" : IntervalText.unbroken(IntervalText.time(of.nanos()));
    }

    String verdict(Row row, String percentile) {
        OfferedLoadResult.Percentile of = row.part().latency(percentile);
        if (of == null) {
            return "";
        }
        Finding standing = of.standing();
        Estimate ratio = of.ratio();
        if (standing == null || ratio == null) {
            return row.model().sustained() ? "● smallest" : "";
        }
        return standing.glyph() + " " + standing.words()
                + (standing == Finding.EQUAL || standing == Finding.UNDECIDED
                        ? ""
                        : ", " + NumberText.range(ratio, precision));
    }

    String sortKey(Row row, String percentile) {
        OfferedLoadResult.Percentile of = row.part().latency(percentile);
        return of == null ? "" : Double.toString(of.nanos().estimate());
    }

    /** Median and 99th percentile from the start of a task's run. */
    String service(Row row) {
        return time(row.part().service("50")) + " / " + time(row.part().service("99"));
    }

    private static String time(OfferedLoadResult.@Nullable Percentile of) {
        return of == null ? "–" : NumberText.time(of.nanos().estimate());
    }

    String rate(double perSecond) {
        return NumberText.significant(perSecond, 3);
    }

    String lag(OfferedLoadResult.Model model) {
        return model.lag() == null ? "–" : NumberText.time(model.lag());
    }

    String lost(OfferedLoadResult.Model model) {
        return model.timedOut() + " / " + model.refused() + " of " + model.arrivals();
    }

    /** Of the model, so they stand once, and not with each label. */
    String flags(Row row) {
        if (!row.isWhole()) {
            return "";
        }
        OfferedLoadResult.Model model = row.model();
        List<String> flags = new ArrayList<>();
        if (!model.sustained()) {
            flags.add("load not sustained: " + NumberText.significant(model.unfinished(), 2)
                    + " tasks unfinished at the end; not compared");
        }
        if (model.cold() > 0) {
            flags.add("not warm in " + model.cold() + " of " + NumberText.count(model.trials(), "trial")
                    + (model.isCold() ? ": no verdict" : ""));
        }
        if (model.late()) {
            flags.add("the generator was late by more than a tenth of the median");
        }
        return String.join("; ", flags);
    }

    /** How many tasks a trial needs for a percentile. */
    int leastTasks(String percentile) {
        return LoadReport.leastTasks(percentile);
    }

    /** Latency over the percentiles of the models that have some. */
    List<LatencyPlot> plots(OfferedLoadResult load) {
        LatencyPlot plot = new LatencyPlot(anchor + ".load" + loads.indexOf(load), load);
        return plot.isEmpty() ? List.of() : List.of(plot);
    }
}
