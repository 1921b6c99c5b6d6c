package org.concurrencybench.reports.html;

import java.util.function.DoubleFunction;
import org.concurrencybench.reports.html.Svg.Anchor;

/**
 * One of two forms in which a drawing with names stands on the page; the style sheet shows the one that has room. Wide:
 * names to the left of the plot. Narrow: names above it, in letters that can be read when it is scaled to a telephone.
 *
 * @param suffix of the drawing's id
 * @param classes of the drawing
 * @param width of the whole drawing, as are all lengths in user units
 * @param from where the plot begins
 * @param to where it ends
 * @param tick half the width of a character of the axis
 */
record PlotForm(String suffix, String classes, double width, double from, double to, double tick) {
    /** Of a wide drawing that fits into as little room as a table of few columns. */
    private static final double FEW = 792;

    private static final double NARROW = 440;
    /** Room for half a label of the axis. */
    private static final double EDGE = 30;
    /** What letters such as j reach beyond their place. */
    private static final double OVERHANG = 3;
    /** Of a character of a narrow drawing's names. */
    private static final double CHARACTER = 8.5;

    static PlotForm wide(double left, double plot, double right) {
        return new PlotForm("", "plot wide", left + plot + right, left, left + plot, 3.6);
    }

    static PlotForm narrow() {
        return new PlotForm(".narrow", "plot narrow", NARROW, EDGE, NARROW - EDGE, 4.3);
    }

    boolean isNarrow() {
        return width == NARROW;
    }

    /**
     * The class of what holds the two forms, of which this is the wide one: it decides how much room that one needs.
     */
    String room() {
        return width <= FEW ? "few" : "";
    }

    /** The line above a row of a narrow drawing: {@code name}, cut where {@code value} at its end begins. */
    void head(Svg svg, double y, String name, String nameClasses, String value) {
        int room = (int) ((width - CHARACTER * (value.isEmpty() ? 0 : value.length() + 2)) / CHARACTER);
        svg.text(
                OVERHANG,
                y,
                Anchor.START,
                nameClasses,
                name.length() <= room ? name : name.substring(0, Math.max(0, room - 1)) + "…");
        if (!value.isEmpty()) {
            svg.text(width - OVERHANG, y, Anchor.END, "value", value);
        }
    }

    /** Labels of {@code axis} below {@code bottom}, as many as have room, and its title. */
    void labels(Svg svg, LogAxis axis, double bottom, DoubleFunction<String> label, String title) {
        double free = Double.NEGATIVE_INFINITY;
        for (double value : axis.ticks()) {
            double x = axis.at(value);
            String text = label.apply(value);
            double half = text.length() * tick + 4;
            if (x - half > free) {
                svg.text(x, bottom + 15, Anchor.MIDDLE, "tick", text);
                free = x + half;
            }
        }
        svg.text((from + to) / 2, bottom + 31, Anchor.MIDDLE, "note", title + " (log scale)");
    }
}
