package org.concurrencybench.reports.plan;

import java.time.Duration;
import org.concurrencybench.core.load.LatencyTarget;

/**
 * What the tasks of a search for a capacity have to meet.
 *
 * @param percentile per cent of the tasks, such as 99
 * @param limitSeconds by which they must have completed
 */
public record Target(double percentile, double limitSeconds) {
    /** In words: {@code p99 below 50 ms}. */
    public String words() {
        return "p" + Load.number(percentile) + " below " + Load.number(limitSeconds * 1e3) + " ms";
    }

    /** The same for the trial that searches. */
    public LatencyTarget latency() {
        return new LatencyTarget(percentile / 100, Duration.ofNanos(Math.round(limitSeconds * 1e9)));
    }
}
