package org.concurrencybench.reports.html;

import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.NumberText;

/** Bytes per waiting task on a log axis: the slope with its interval, and what each number of tasks gave. */
final class WaitingPlot {
    private static final double PLOT = 500;
    private static final double DIGIT = 6.4;
    private static final double ROW = 28;
    private static final double TOP = 16;

    /**
     * One row.
     *
     * @param name of the cell
     * @param family gives the colour
     * @param slope bytes per task
     * @param each bytes per task by number of waiting tasks
     */
    record Row(String name, ModelFamily family, Estimate slope, Map<Integer, Double> each) {
        Row {
            each = Map.copyOf(each);
        }
    }

    private final String id;
    private final String title;
    private final List<Row> rows;
    private final double left;
    private final double right;
    private final double width;

    /** {@code rows}: those with a slope above zero, which alone has a place on a log axis. */
    WaitingPlot(String id, String title, List<Row> rows) {
        this.id = id;
        this.title = title;
        this.rows = List.copyOf(rows);
        this.left = IntervalPlot.margin(rows.stream().map(Row::name).toList());
        this.right = 20
                + DIGIT
                        * rows.stream()
                                .mapToInt(row -> IntervalText.bytes(row.slope()).length())
                                .max()
                                .orElse(0);
        this.width = left + PLOT + right;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Svg draw() {
        double bottom = TOP + rows.size() * ROW + 6;
        Svg svg = new Svg(
                id,
                width,
                bottom + 34,
                title,
                "One row per model on a logarithmic axis: the slope of memory over waiting tasks with its 95 % interval, and"
                        + " small marks for each number of tasks. The numbers are in the table.");
        LogAxis axis = axis();
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : axis.ticks()) {
            svg.line(axis.at(tick), TOP - 8, axis.at(tick), bottom, "grid");
            String label = NumberText.bytes(tick);
            double half = label.length() * 3.6 + 3;
            if (axis.at(tick) - half > free) {
                svg.text(axis.at(tick), bottom + 15, Svg.Anchor.MIDDLE, "tick", label);
                free = axis.at(tick) + half;
            }
        }
        svg.text(
                (left + width - right) / 2,
                bottom + 31,
                Svg.Anchor.MIDDLE,
                "note",
                "bytes per waiting task (log scale)");
        for (int i = 0; i < rows.size(); i++) {
            row(svg, axis, rows.get(i), TOP + i * ROW + ROW / 2);
        }
        return svg;
    }

    private LogAxis axis() {
        double low = Double.MAX_VALUE;
        double high = 0;
        for (Row row : rows) {
            double lowest = row.slope().lowOrEstimate() > 0
                    ? row.slope().lowOrEstimate()
                    : row.slope().estimate();
            low = Math.min(low, lowest);
            high = Math.max(high, row.slope().highOrEstimate());
            for (double each : row.each().values()) {
                if (each > 0) {
                    low = Math.min(low, each);
                    high = Math.max(high, each);
                }
            }
        }
        return new LogAxis(low, high, left, width - right);
    }

    private void row(Svg svg, LogAxis axis, Row row, double y) {
        String family = IntervalPlot.familyClass(row.family());
        String name = IntervalPlot.shortened(row.name());
        svg.text(left - 12, y + 4, Svg.Anchor.END, "name", name);
        row.each().entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> svg.circle(
                        axis.at(each.getValue()),
                        y,
                        2.5,
                        "dot " + family,
                        each.getKey() + " tasks: " + NumberText.bytes(each.getValue()) + " each"));
        double from = row.slope().lowOrEstimate() > 0
                ? row.slope().lowOrEstimate()
                : row.slope().estimate();
        double low = axis.at(from);
        double high = axis.at(row.slope().highOrEstimate());
        svg.line(low, y, high, y, "whisker " + family);
        svg.line(low, y - 6, low, y + 6, "whisker " + family);
        svg.line(high, y - 6, high, y + 6, "whisker " + family);
        String value = IntervalText.bytes(row.slope());
        svg.circle(axis.at(row.slope().estimate()), y, 4, "mark " + family, row.name() + ": " + value);
        svg.text(left + PLOT + 14, y + 4, Svg.Anchor.START, "value", value);
    }
}
