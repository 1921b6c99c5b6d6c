package org.concurrencybench.reports.html;

import org.concurrencybench.reports.analysis.Estimate;
import org.concurrencybench.reports.analysis.Numbers;

/** Estimates with their intervals as text: every number that is uncertain is shown with how uncertain it is. */
final class Words {
    private Words() {}

    /** {@code 1.25 [1.21, 1.29] ms}. */
    static String time(Estimate nanos) {
        Numbers.TimeUnit unit = Numbers.TimeUnit.of(nanos.estimate());
        return scaled(nanos, unit.nanos()) + " " + unit.symbol();
    }

    /** {@code 4.95× [4.91, 5.02]}. */
    static String ratio(Estimate ratio) {
        if (ratio.low() == null && ratio.estimate() == 1) {
            return "1×"; // the reference itself
        }
        int decimals = decimals(ratio);
        return Numbers.fixed(ratio.estimate(), decimals) + "×" + brackets(ratio, decimals);
    }

    private static String scaled(Estimate interval, double unit) {
        Estimate inUnit = interval.low() == null || interval.high() == null
                ? new Estimate(interval.estimate() / unit, null, null)
                : new Estimate(interval.estimate() / unit, interval.low() / unit, interval.high() / unit);
        int decimals = decimals(inUnit);
        return Numbers.fixed(inUnit.estimate(), decimals) + brackets(inUnit, decimals);
    }

    private static int decimals(Estimate interval) {
        return Numbers.decimals(interval.estimate(), interval.lowOrEstimate(), interval.highOrEstimate());
    }

    private static String brackets(Estimate interval, int decimals) {
        return interval.low() == null || interval.high() == null
                ? " [one trial, no interval]"
                : " [" + Numbers.fixed(interval.low(), decimals) + ", " + Numbers.fixed(interval.high(), decimals)
                        + "]";
    }

    /** The same text with no line break inside a number and its unit, or inside an interval. */
    static String unbroken(String text) {
        return text.replaceAll("(?<=\\d) (?=(%|ns|µs|ms|s|trials?)\\b|%)", "\u00a0")
                .replaceAll("(?<=\\d)–(?=\\d)", "\u2060–\u2060");
    }
}
