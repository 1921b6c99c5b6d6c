package org.concurrencybench.reports.stats;

/** An interval, its ends included; an end may be infinite. */
public record Interval(double low, double high) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval runs upwards, not from " + low + " to " + high);
        }
    }

    /** From the log scale to ratios. */
    Interval exp() {
        return new Interval(Math.exp(low), Math.exp(high));
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
