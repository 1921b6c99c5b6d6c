package org.concurrencybench.reports.html;

import java.util.List;
import java.util.Locale;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.NumberText;

/** Ratios of times with their intervals, on a log axis, with the band inside which differences do not matter. */
final class IntervalPlot {
    private static final double PLOT = 500;
    /** Of a character of the values, which are set a little smaller than names. */
    private static final double DIGIT = 6.4;

    private static final double CHARACTER = 6.8;
    private static final double ROW = 26;
    /** A line for name and value, and one for the interval. */
    private static final double NARROW_ROW = 42;

    private static final double TOP = 30;
    private static final int LONGEST_NAME = 40;

    /**
     * One row.
     *
     * @param name of the cell
     * @param family gives the colour
     * @param solid whether its mark is filled and round, else open and a diamond
     * @param ratio what is drawn
     */
    record Row(String name, ModelFamily family, boolean solid, Estimate ratio) {}

    private final String id;
    private final String title;
    private final String axisTitle;
    private final List<Row> rows;
    private final double precision;
    private final PlotForm wide;

    IntervalPlot(String id, String title, String axisTitle, List<Row> rows, double precision) {
        this.id = id;
        this.title = title;
        this.axisTitle = axisTitle;
        this.rows = List.copyOf(rows);
        this.precision = precision;
        this.wide = PlotForm.wide(
                margin(rows.stream().map(Row::name).toList()),
                PLOT,
                20
                        + DIGIT
                                * rows.stream()
                                        .mapToInt(row -> value(row).length())
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
                "One row per cell: the estimate and its 95 % interval on a logarithmic axis. The numbers are in the table.");
        LogAxis axis = axis(form);
        double bandLeft = axis.at(1 / (1 + precision));
        svg.rectangle(bandLeft, TOP - 8, axis.at(1 + precision) - bandLeft, bottom - TOP + 8, "band");
        svg.text(axis.at(1), TOP - 14, Svg.Anchor.MIDDLE, "note", "±" + NumberText.percent(precision));
        for (double tick : axis.ticks()) {
            svg.line(axis.at(tick), TOP - 8, axis.at(tick), bottom, "grid");
        }
        form.labels(svg, axis, bottom, tick -> NumberText.tidy(NumberText.significant(tick, 3)) + "×", axisTitle);
        svg.line(axis.at(1), TOP - 8, axis.at(1), bottom, "unity");
        for (int i = 0; i < rows.size(); i++) {
            row(svg, axis, rows.get(i), form, TOP + i * pitch);
        }
        return svg;
    }

    private LogAxis axis(PlotForm form) {
        double low = 1 / (1 + precision);
        double high = 1 + precision;
        for (Row row : rows) {
            low = Math.min(low, row.ratio().lowOrEstimate());
            high = Math.max(high, row.ratio().highOrEstimate());
        }
        return new LogAxis(low, high, form.from(), form.to());
    }

    private void row(Svg svg, LogAxis axis, Row row, PlotForm form, double top) {
        Estimate ratio = row.ratio();
        String classes = familyClass(row.family()) + (row.solid() ? "" : " beside");
        String nameClasses = row.solid() ? "name" : "name beside";
        double y = top + (form.isNarrow() ? NARROW_ROW - 14 : ROW / 2);
        if (form.isNarrow()) {
            form.head(svg, top + 14, row.name(), nameClasses, value(row));
        } else {
            svg.text(form.from() - 12, y + 4, Svg.Anchor.END, nameClasses, shortened(row.name()));
            svg.text(form.to() + 14, y + 4, Svg.Anchor.START, "value", value(row));
        }
        double low = axis.at(ratio.lowOrEstimate());
        double high = axis.at(ratio.highOrEstimate());
        svg.line(low, y, high, y, "whisker " + classes);
        svg.line(low, y - 6, low, y + 6, "whisker " + classes);
        svg.line(high, y - 6, high, y + 6, "whisker " + classes);
        String hint = row.name() + ": " + value(row);
        if (row.solid()) {
            svg.circle(axis.at(ratio.estimate()), y, 4, "mark " + classes, hint);
        } else {
            svg.diamond(axis.at(ratio.estimate()), y, 5, "mark " + classes, hint);
        }
    }

    private String value(Row row) {
        return IntervalText.ratio(row.ratio(), precision);
    }

    /** Room for the names to the left of a plot. */
    static double margin(List<String> names) {
        int longest =
                names.stream().mapToInt(name -> shortened(name).length()).max().orElse(0);
        return 24 + CHARACTER * longest;
    }

    static String familyClass(ModelFamily family) {
        return "f-" + family.name().toLowerCase(Locale.ROOT);
    }

    static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
