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
    private final double left;
    private final double right;
    private final double width;

    IntervalPlot(String id, String title, String axisTitle, List<Row> rows, double precision) {
        this.id = id;
        this.title = title;
        this.axisTitle = axisTitle;
        this.rows = List.copyOf(rows);
        this.precision = precision;
        this.left = margin(rows.stream().map(Row::name).toList());
        this.right = 20
                + DIGIT
                        * rows.stream()
                                .mapToInt(row -> value(row).length())
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
                "One row per cell: the estimate and its 95 % interval on a logarithmic axis. The numbers are in the table.");
        LogAxis axis = axis();
        double bandLeft = axis.at(1 / (1 + precision));
        svg.rectangle(bandLeft, TOP - 8, axis.at(1 + precision) - bandLeft, bottom - TOP + 8, "band");
        svg.text(axis.at(1), TOP - 14, Svg.Anchor.MIDDLE, "note", "±" + NumberText.percent(precision));
        for (double tick : axis.ticks()) {
            svg.line(axis.at(tick), TOP - 8, axis.at(tick), bottom, "grid");
        }
        labels(svg, axis, bottom);
        svg.line(axis.at(1), TOP - 8, axis.at(1), bottom, "unity");
        svg.text((left + width - right) / 2, bottom + 31, Svg.Anchor.MIDDLE, "note", axisTitle + " (log scale)");
        for (int i = 0; i < rows.size(); i++) {
            row(svg, axis, rows.get(i), TOP + i * ROW + ROW / 2);
        }
        return svg;
    }

    private void labels(Svg svg, LogAxis axis, double bottom) {
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : axis.ticks()) {
            String label = NumberText.tidy(NumberText.significant(tick, 3)) + "×";
            double half = label.length() * 3.6 + 3;
            if (axis.at(tick) - half > free) {
                svg.text(axis.at(tick), bottom + 15, Svg.Anchor.MIDDLE, "tick", label);
                free = axis.at(tick) + half;
            }
        }
    }

    private LogAxis axis() {
        double low = 1 / (1 + precision);
        double high = 1 + precision;
        for (Row row : rows) {
            low = Math.min(low, row.ratio().lowOrEstimate());
            high = Math.max(high, row.ratio().highOrEstimate());
        }
        return new LogAxis(low, high, left, width - right);
    }

    private void row(Svg svg, LogAxis axis, Row row, double y) {
        Estimate ratio = row.ratio();
        String classes = familyClass(row.family()) + (row.solid() ? "" : " beside");
        svg.text(left - 12, y + 4, Svg.Anchor.END, row.solid() ? "name" : "name beside", shortened(row.name()));
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
        svg.text(left + PLOT + 14, y + 4, Svg.Anchor.START, "value", value(row));
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
