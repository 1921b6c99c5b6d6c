package org.concurrencybench.core.load;

import java.time.Duration;

/**
 * How many tasks must end in time.
 *
 * @param share of the tasks: 0.99 for the 99th percentile; above 0.5, below 1
 * @param limit by which they must have completed, from when they were due
 */
public record LatencyTarget(double share, Duration limit) {
    public LatencyTarget {
        if (!(share > 0.5 && share < 1) || !limit.isPositive()) {
            throw new IllegalArgumentException(
                    "a target is a share above 0.5 and below 1, and a limit above 0, not " + share + " and " + limit);
        }
    }

    /** The share of tasks that may be late. */
    public double mostLate() {
        return 1 - share;
    }
}
