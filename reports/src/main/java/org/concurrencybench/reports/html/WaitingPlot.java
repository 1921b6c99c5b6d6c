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
    private static final double NARROW_ROW = 44;
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
    private final PlotForm wide;

    /** {@code rows}: those with a slope above zero, which alone has a place on a log axis. */
    WaitingPlot(String id, String title, List<Row> rows) {
        this.id = id;
        this.title = title;
        this.rows = List.copyOf(rows);
        this.wide = PlotForm.wide(
                IntervalPlot.margin(rows.stream().map(Row::name).toList()),
                PLOT,
                20
                        + DIGIT
                                * rows.stream()
                                        .mapToInt(row ->
                                                IntervalText.bytes(row.slope()).length())
                                        .max()
                                        .orElse(0));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The class of what holds the drawing in its two forms. */
    String room() {
        return wide.room();
    }

    Svg draw() {
        return draw(wide, ROW);
    }

    Svg drawNarrow() {
        return draw(PlotForm.narrow(), NARROW_ROW);
    }

    private Svg draw(PlotForm form, double pitch) {
        double bottom = TOP + rows.size() * pitch + 6;
        Svg svg = new Svg(
                id + form.suffix(),
                form.classes(),
                form.width(),
                bottom + 34,
                title,
                "One row per model on a logarithmic axis: the slope of memory over waiting tasks with its 95 % interval, and"
                        + " small marks for each number of tasks. The numbers are in the table.");
        LogAxis axis = axis(form);
        for (double tick : axis.ticks()) {
            svg.line(axis.at(tick), TOP - 8, axis.at(tick), bottom, "grid");
        }
        form.labels(svg, axis, bottom, NumberText::bytes, "bytes per waiting task");
        for (int i = 0; i < rows.size(); i++) {
            row(svg, axis, rows.get(i), form, TOP + i * pitch);
        }
        return svg;
    }

    private LogAxis axis(PlotForm form) {
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
        return new LogAxis(low, high, form.from(), form.to());
    }

    private void row(Svg svg, LogAxis axis, Row row, PlotForm form, double top) {
        String family = IntervalPlot.familyClass(row.family());
        String value = IntervalText.bytes(row.slope());
        double y = top + (form.isNarrow() ? NARROW_ROW - 14 : ROW / 2);
        if (form.isNarrow()) {
            form.head(svg, top + 14, row.name(), "name", value);
        } else {
            svg.text(form.from() - 12, y + 4, Svg.Anchor.END, "name", IntervalPlot.shortened(row.name()));
            svg.text(form.to() + 14, y + 4, Svg.Anchor.START, "value", value);
        }
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
        svg.circle(axis.at(row.slope().estimate()), y, 4, "mark " + family, row.name() + ": " + value);
    }
}
