package org.concurrencybench.reports.findings;

/**
 * What one primitive costs.
 *
 * @param primitive id of the row: {@code lock-alone}
 * @param where id of the column: {@code between-processes}
 * @param key what sets it apart from the others of that field
 * @param label the same for people
 * @param unit {@code ns} or {@code B}
 * @param each cost of one, with its 95 % interval: the geometric mean over trials
 * @param trials that were measured
 * @param failed trials that failed
 * @param cold trials whose warm-up did not come to an end
 * @param doubling how many times as much twice the work took: 2 where there is nothing but the price
 * @param check what that says
 */
public record PriceFigure(
        String primitive,
        String where,
        String key,
        String label,
        String unit,
        Estimate each,
        int trials,
        int failed,
        int cold,
        Estimate doubling,
        Check check) {
    private static final double MOST_COLD = 0.5;

    /** Whether doubling the work doubles the cost. */
    public enum Check {
        /** As far as can be measured: within 10 %. */
        PROPORTIONAL,
        /** It does not: something else than the work costs, too. */
        NOT_PROPORTIONAL,
        /** The trials are too few, or differ too much, to say so. */
        UNCLEAR
    }

    /** The figure with its unit and interval: {@code 12.3 ns [11.9, 12.8]}. */
    public String text() {
        return PriceText.of(each, unit);
    }

    /** Whether fewer than half of its trials were warm when they were measured. */
    public boolean isCold() {
        return cold > trials * MOST_COLD;
    }

    /** Signs for what speaks against it, as the page and the terminal explain them; empty for nothing. */
    public String marks(int minTrials) {
        String marks = switch (check) {
            case PROPORTIONAL -> "";
            case NOT_PROPORTIONAL -> "*";
            case UNCLEAR -> "?";
        };
        return marks + (isCold() ? "~" : "") + (trials < minTrials ? "#" : "");
    }

    /** Id of the field with the key: unique in a list. */
    public String id() {
        return primitive + "/" + where + "/" + key;
    }
}
