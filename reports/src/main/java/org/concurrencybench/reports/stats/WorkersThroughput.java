package org.concurrencybench.reports.stats;

/**
 * What one trial measured with a number of workers.
 *
 * @param workers 1 or more
 * @param throughput tasks per second, or in any other unit; positive and finite
 */
public record WorkersThroughput(double workers, double throughput) {
    public WorkersThroughput {
        if (!(workers >= 1 && workers < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("there are 1 or more workers, not " + workers);
        }
        if (!(throughput > 0 && throughput < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a throughput is positive and finite, not " + throughput);
        }
    }
}
