package org.concurrencybench.reports.html;

import java.util.function.DoubleFunction;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.NumberText;

/** Estimates with their intervals as text: every number that is uncertain is shown with how uncertain it is. */
final class IntervalText {
    private IntervalText() {}

    /** {@code 1.25 [1.21, 1.29] ms}. */
    static String time(Estimate nanos) {
        NumberText.TimeUnit unit = NumberText.TimeUnit.of(nanos.estimate());
        return scaled(nanos, unit.nanos()) + " " + unit.symbol();
    }

    /** {@code 1.25 [1.21, 1.29] KiB}, in the unit that suits the estimate. */
    static String bytes(Estimate bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB"};
        int unit = 0;
        double size = 1;
        while (unit < units.length - 1 && Math.abs(bytes.estimate()) >= size * 1024) {
            size *= 1024;
            unit++;
        }
        return scaled(bytes, size) + " " + units[unit];
    }

    /** {@code 1.25 [1.21, 1.29]}. */
    static String number(Estimate value) {
        return scaled(value, 1);
    }

    /** {@code 4.95× [4.91, 5.02]}, with the digits that a verdict at {@code precision} needs. */
    static String ratio(Estimate ratio, double precision) {
        if (ratio.low() == null && ratio.estimate() == 1) {
            return "1×"; // the reference itself
        }
        int decimals = NumberText.decimals(ratio, precision);
        return NumberText.ratio(ratio.estimate(), decimals, precision) + "×"
                + brackets(ratio, end -> NumberText.ratio(end, decimals, precision));
    }

    private static String scaled(Estimate interval, double unit) {
        Estimate inUnit = interval.low() == null || interval.high() == null
                ? new Estimate(interval.estimate() / unit, null, null)
                : new Estimate(interval.estimate() / unit, interval.low() / unit, interval.high() / unit);
        int decimals = decimals(inUnit);
        return NumberText.fixed(inUnit.estimate(), decimals) + brackets(inUnit, end -> NumberText.fixed(end, decimals));
    }

    private static int decimals(Estimate interval) {
        return NumberText.decimals(interval.estimate(), interval.lowOrEstimate(), interval.highOrEstimate());
    }

    private static String brackets(Estimate interval, DoubleFunction<String> shown) {
        return interval.low() == null || interval.high() == null
                ? " [one trial]"
                : " [" + shown.apply(interval.low()) + ", " + shown.apply(interval.high()) + "]";
    }

    /**
     * Of what holds a table with so many columns of verdicts: below which width its rows become cards, as the style
     * sheet says.
     */
    static String room(int columns) {
        return columns <= 5 ? "few" : columns <= 8 ? "" : "many";
    }

    /** The same text with no line break inside a number and its unit, or inside an interval. */
    static String unbroken(String text) {
        return text.replaceAll("(?<=\\d) (?=(%|ns|µs|ms|s|trials?|rounds?)\\b|%)", "\u00a0")
                .replaceAll("(?<=\\d)–(?=\\d)", "\u2060–\u2060");
    }
}
