package org.concurrencybench.reports.findings;

import org.jspecify.annotations.Nullable;

/**
 * Where a figure has to lie, both ends allowed.
 *
 * @param low its lower end, or null for none
 * @param high its upper end, or null for none; at least one of the two is there
 */
public record Band(@Nullable Double low, @Nullable Double high) {
    public Band {
        if (low == null && high == null) {
            throw new IllegalArgumentException("a band without ends holds everything");
        }
        if (low != null && high != null && low > high) {
            throw new IllegalArgumentException("a band from " + low + " to " + high + " holds nothing");
        }
    }

    public static Band atLeast(double low) {
        return new Band(low, null);
    }

    public static Band atMost(double high) {
        return new Band(null, high);
    }

    public static Band between(double low, double high) {
        return new Band(low, high);
    }

    /** Whether the whole interval of {@code figure} lies inside. */
    public boolean holds(Estimate figure) {
        return (low == null || figure.lowOrEstimate() >= low) && (high == null || figure.highOrEstimate() <= high);
    }

    /** Whether the whole interval of {@code figure} lies outside. */
    public boolean excludes(Estimate figure) {
        return (low != null && figure.highOrEstimate() < low) || (high != null && figure.lowOrEstimate() > high);
    }

    /** {@code at least 0.95×}, {@code 0.95–1.05×}. */
    public String words() {
        if (low == null || high == null) {
            return low == null ? "at most " + text(high) + "×" : "at least " + text(low) + "×";
        }
        return text(low) + "–" + text(high) + "×";
    }

    private static String text(@Nullable Double end) {
        return end == null ? "" : NumberText.tidy(NumberText.significant(end, 3));
    }
}
