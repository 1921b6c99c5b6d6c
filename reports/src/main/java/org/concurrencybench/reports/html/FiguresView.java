package org.concurrencybench.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.concurrencybench.core.api.Figure;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.records.Metric;

/** The table of what the outputs of a workload report themselves, and of the turnaround of its labels. */
final class FiguresView {
    private static final String UNLABELLED = "no label";

    /**
     * A figure.
     *
     * @param key its name in the records
     * @param title what people call it
     * @param unit of its values; empty for times, which have theirs next to them
     * @param about what it is; empty where the records do not tell
     */
    record Column(String key, String title, String unit, boolean time, String about) {}

    private final List<CellResult> cells;
    private final List<Column> columns = new ArrayList<>();

    /**
     * The figures of {@code cells}.
     *
     * @param declared what the workload said that it reports, in its order
     */
    FiguresView(List<CellResult> cells, List<Figure> declared) {
        TreeSet<String> names = new TreeSet<>();
        cells.forEach(cell -> names.addAll(cell.workloadFigures().keySet()));
        this.cells = names.isEmpty() ? List.of() : cells;
        for (Figure figure : declared) {
            String key = Metric.FIGURE + figure.name();
            if (names.remove(key)) {
                boolean time = figure.unit().equals(Figure.NANOS);
                columns.add(
                        new Column(key, words(figure.name()), time ? "" : figure.unit(), time, figure.description()));
            }
        }
        for (String key : names) {
            columns.add(
                    key.startsWith(Metric.TURNAROUND)
                            ? turnaround(key)
                            : new Column(key, words(key.substring(Metric.FIGURE.length())), "", false, ""));
        }
    }

    private static Column turnaround(String key) {
        boolean mean = key.endsWith(Metric.MEAN);
        String end = mean ? Metric.MEAN : Metric.P95;
        String label = key.substring(
                Metric.TURNAROUND.length(), Math.max(Metric.TURNAROUND.length(), key.length() - end.length()));
        return new Column(
                key,
                (label.isEmpty() ? UNLABELLED : label) + ": turnaround, " + (mean ? "mean" : "95 %"),
                "",
                true,
                "from the hand-over of a batch until a task of this label has completed: "
                        + (mean ? "mean" : "95th percentile") + " within a batch, the mean of all batches");
    }

    /** {@code still running} for {@code stillRunning}. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    List<CellResult> cells() {
        return cells;
    }

    List<Column> columns() {
        return columns;
    }

    String room() {
        return IntervalText.room(columns.size());
    }

    /** The mean over the trials with its interval. */
    String text(CellResult cell, Column column) {
        Estimate estimate = cell.workloadFigures().get(column.key());
        if (estimate == null) {
            return "–";
        }
        return column.time() ? IntervalText.time(estimate) : IntervalText.number(estimate);
    }

    String sortKey(CellResult cell, Column column) {
        Estimate estimate = cell.workloadFigures().get(column.key());
        return estimate == null ? "-1" : Double.toString(estimate.estimate());
    }
}
