package org.concurrencybench.core.load;

/**
 * One rate that was tried.
 *
 * @param rate tasks per second
 * @param tasks that counted
 * @param late those that did not end in time
 */
public record LoadProbe(double rate, int tasks, int late) {
    double lateShare() {
        return (double) late / tasks;
    }
}
