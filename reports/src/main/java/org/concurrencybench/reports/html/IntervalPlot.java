package org.concurrencybench.reports.html;

import java.util.List;
import java.util.Locale;
import org.concurrencybench.core.api.Family;
import org.concurrencybench.reports.analysis.CellResult;
import org.concurrencybench.reports.analysis.Estimate;
import org.concurrencybench.reports.analysis.Numbers;

/** Time per task relative to the fastest ranked cell, on a log axis, with the band inside which differences do not matter. */
final class IntervalPlot {
    private static final double PLOT = 500;
    private static final double RIGHT = 150;
    private static final double CHARACTER = 6.8;
    private static final double ROW = 26;
    private static final double TOP = 30;
    private static final int LONGEST_NAME = 32;

    private final String id;
    private final String experiment;
    private final List<CellResult> cells;
    private final double precision;
    private final double left;
    private final double width;

    /** A plot of those of {@code cells} that have a ratio. */
    IntervalPlot(String id, String experiment, List<CellResult> cells, double precision) {
        this.id = id;
        this.experiment = experiment;
        this.cells = cells.stream().filter(cell -> cell.timeRatio() != null).toList();
        this.precision = precision;
        this.left = margin(this.cells);
        this.width = left + PLOT + RIGHT;
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }

    Svg draw() {
        double bottom = TOP + cells.size() * ROW + 6;
        Svg svg = new Svg(
                id,
                width,
                bottom + 34,
                "Time per task relative to the fastest, " + experiment,
                "One row per cell: the estimate and its 95 % interval on a logarithmic axis. The numbers are in the table.");
        LogAxis axis = axis();
        double bandLeft = axis.at(1 / (1 + precision));
        svg.rectangle(bandLeft, TOP - 8, axis.at(1 + precision) - bandLeft, bottom - TOP + 8, "band");
        svg.text(axis.at(1), TOP - 14, Svg.Anchor.MIDDLE, "note", "±" + Numbers.percent(precision));
        for (double tick : axis.ticks()) {
            svg.line(axis.at(tick), TOP - 8, axis.at(tick), bottom, "grid");
        }
        labels(svg, axis, bottom);
        svg.line(axis.at(1), TOP - 8, axis.at(1), bottom, "unity");
        svg.text(
                (left + width - RIGHT) / 2,
                bottom + 31,
                Svg.Anchor.MIDDLE,
                "note",
                "times as long as the fastest (log scale)");
        for (int i = 0; i < cells.size(); i++) {
            row(svg, axis, cells.get(i), TOP + i * ROW + ROW / 2);
        }
        return svg;
    }

    private void labels(Svg svg, LogAxis axis, double bottom) {
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : axis.ticks()) {
            String label = Numbers.tidy(Numbers.significant(tick, 3)) + "×";
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
        for (CellResult cell : cells) {
            Estimate ratio = cell.timeRatio();
            if (ratio != null) {
                low = Math.min(low, ratio.lowOrEstimate());
                high = Math.max(high, ratio.highOrEstimate());
            }
        }
        return new LogAxis(low, high, left, width - RIGHT);
    }

    private void row(Svg svg, LogAxis axis, CellResult cell, double y) {
        Estimate ratio = cell.timeRatio();
        if (ratio == null) {
            return;
        }
        boolean ranked = cell.ranks() != null;
        String classes = familyClass(cell.family()) + (ranked ? "" : " beside");
        svg.text(left - 12, y + 4, Svg.Anchor.END, ranked ? "name" : "name beside", shortened(cell.name()));
        double low = axis.at(ratio.lowOrEstimate());
        double high = axis.at(ratio.highOrEstimate());
        svg.line(low, y, high, y, "whisker " + classes);
        svg.line(low, y - 6, low, y + 6, "whisker " + classes);
        svg.line(high, y - 6, high, y + 6, "whisker " + classes);
        String hint = cell.name() + ": " + Words.ratio(ratio);
        if (ranked) {
            svg.circle(axis.at(ratio.estimate()), y, 4, "mark " + classes, hint);
        } else {
            svg.diamond(axis.at(ratio.estimate()), y, 5, "mark " + classes, hint);
        }
        svg.text(width - RIGHT + 14, y + 4, Svg.Anchor.START, "value", Words.ratio(ratio));
    }

    /** Room for the names to the left of a plot. */
    static double margin(List<CellResult> cells) {
        int longest = cells.stream()
                .mapToInt(cell -> shortened(cell.name()).length())
                .max()
                .orElse(0);
        return 24 + CHARACTER * longest;
    }

    static String familyClass(Family family) {
        return "f-" + family.name().toLowerCase(Locale.ROOT);
    }

    static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
    }
}
