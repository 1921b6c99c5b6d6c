package org.concurrencybench.reports.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.CellCost;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.CostFigure;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.RunResults;
import org.jspecify.annotations.Nullable;

/**
 * A run as {@code summary.csv}: a row for each cell that was planned, with its estimate, its interval and its verdict
 * against the fastest of its workload. What a cell does not have is empty. Times are nanoseconds per task, intervals
 * those that pages call 95 %. What cells cost stands behind that, what workloads report themselves in the last columns.
 */
public final class SummaryCsv {
    public static final String NAME = "summary.csv";

    private static final List<String> FIGURES = List.of(
            Metric.TASKS_IN_FLIGHT,
            Metric.CPUS_USED,
            Metric.CPU_NANOS_PER_TASK,
            Metric.BUSY_NANOS_PER_TASK,
            Metric.PEAK_RESIDENT_BYTES,
            Metric.CROSSED_BYTES_PER_TASK,
            Metric.JVMS,
            Metric.START_MILLIS);

    /** What it costs, with intervals; the figures above are means without. */
    private static final List<CostFigure> COSTS = Stream.of(CostFigure.values())
            .filter(cost -> !FIGURES.contains(cost.key()))
            .toList();

    private final Map<String, CellCost> costs = new HashMap<>();
    private final List<String> parameters;
    /** Of the workloads themselves, of any cell. */
    private final TreeSet<String> workloadFigures = new TreeSet<>();

    private final Map<String, CellResult> results = new HashMap<>();
    private final Map<String, Integer> failed = new HashMap<>();
    private final Csv csv = new Csv();

    private SummaryCsv(RunResults run, Analysis analysis) {
        parameters = Csv.parameters(Stream.concat(
                        run.header().cells().stream(),
                        run.header().leftOut().stream().map(LeftOutCell::cell))
                .toList());
        for (Experiment experiment : analysis.experiments()) {
            // Swept cells first: one that is compared as well is told as it was compared.
            experiment.sweeps().stream()
                    .flatMap(sweep -> sweep.points().stream())
                    .forEach(point -> results.put(point.result().cell(), point.result()));
            experiment.shown().forEach(cell -> results.put(cell.cell(), cell));
            experiment.costs().forEach(cost -> costs.put(cost.cell(), cost));
            experiment.failed().forEach(cell -> failed.merge(cell.cell(), cell.failed(), Integer::sum));
        }
        results.values()
                .forEach(cell -> workloadFigures.addAll(cell.workloadFigures().keySet()));
    }

    public static String write(RunResults all, Analysis analysis) {
        RunResults run = all.batches();
        SummaryCsv summary = new SummaryCsv(run, analysis);
        summary.header();
        run.header().cells().forEach(summary::planned);
        run.header().leftOut().forEach(summary::leftOut);
        return summary.csv.toString();
    }

    private void header() {
        List<String> columns = new ArrayList<>(List.of("cell"));
        columns.addAll(Csv.settingsHeader(parameters));
        columns.addAll(List.of(
                "name",
                "roles",
                "tasks",
                "status",
                "trials",
                "failed_trials",
                "nanos_per_task",
                "nanos_low",
                "nanos_high",
                "time_ratio",
                "time_ratio_low",
                "time_ratio_high",
                "best_rank",
                "worst_rank",
                "verdict",
                "flags"));
        FIGURES.forEach(figure -> columns.add(column(figure)));
        Stream.concat(COSTS.stream().map(CostFigure::key), workloadFigures.stream())
                .forEach(figure -> columns.addAll(Csv.estimateHeader(column(figure))));
        csv.row(columns);
    }

    /** {@code figure_still_running} for {@code figure.stillRunning}. */
    private static String column(String figure) {
        return figure.replaceAll("([A-Z])", "_$1")
                .replaceAll("[^A-Za-z0-9_]+", "_")
                .toLowerCase(Locale.ROOT);
    }

    private void planned(Cell cell) {
        CellResult result = results.get(cell.id());
        int failures = failed.getOrDefault(cell.id(), 0);
        if (result == null) {
            row(cell, failures > 0 ? "failed" : "not measured", failures, null, null);
        } else {
            row(cell, "measured", failures, result.nanosPerTask(), result);
        }
    }

    private void leftOut(LeftOutCell left) {
        Double nanos = left.computedNanosPerTask();
        row(
                left.cell(),
                nanos == null ? "left out" : "computed",
                0,
                nanos == null ? null : Estimate.point(nanos),
                null);
    }

    private void row(
            Cell cell, String status, int failures, @Nullable Estimate nanosPerTask, @Nullable CellResult result) {
        List<String> fields = new ArrayList<>(List.of(cell.id()));
        fields.addAll(Csv.settings(cell, parameters));
        fields.add(cell.displayName());
        fields.add(cell.roles().stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(" ")));
        fields.add(Integer.toString(cell.tasks()));
        fields.add(status);
        fields.add(Integer.toString(result == null ? 0 : result.trials()));
        fields.add(Integer.toString(failures));
        fields.addAll(Csv.estimate(nanosPerTask));
        fields.addAll(Csv.estimate(result == null ? null : result.timeRatio()));
        fields.add(
                result == null || result.ranks() == null
                        ? ""
                        : Integer.toString(result.ranks().best()));
        fields.add(
                result == null || result.ranks() == null
                        ? ""
                        : Integer.toString(result.ranks().worst()));
        fields.add(result == null ? "" : verdict(result));
        fields.add(
                result == null ? "" : result.flags().stream().map(Flag::words).collect(Collectors.joining("; ")));
        for (String figure : FIGURES) {
            fields.add(Csv.number(result == null ? null : result.figure(figure)));
        }
        CellCost cost = costs.get(cell.id());
        COSTS.forEach(figure -> fields.addAll(Csv.estimate(cost == null ? null : cost.figure(figure))));
        for (String figure : workloadFigures) {
            fields.addAll(Csv.estimate(
                    result == null ? null : result.workloadFigures().get(figure)));
        }
        csv.row(fields);
    }

    private static String verdict(CellResult result) {
        Finding standing = result.standing();
        return standing != null ? standing.words() : result.ranks() != null ? "reference" : "";
    }
}
