package org.concurrencybench.reports.stats;

import java.util.Collection;

/**
 * The trials of one model, summed up on the log scale.
 *
 * <p>The replicate is the trial (one fresh JVM): iterations within a trial are not independent, so only their mean
 * enters. Logs turn ratios into differences and pull in the long right tail of run times.
 *
 * @param n trials
 * @param mean of the logs of the trial means
 * @param variance of the same; {@link Double#POSITIVE_INFINITY} when n = 1, for nothing is known of it
 * @param df degrees of freedom of the variance: n − 1, or fewer where several samples share what was taken out of them
 */
public record Sample(int n, double mean, double variance, double df) {
    public Sample {
        if (n < 1) {
            throw new IllegalArgumentException("a sample needs 1 trial or more, not " + n);
        }
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("the mean of logs must be finite, not " + mean);
        }
        if (!(variance >= 0)) {
            throw new IllegalArgumentException("a variance is 0 or more, not " + variance);
        }
        if (!(df >= 0 && df <= n - 1)) {
            throw new IllegalArgumentException("degrees of freedom are between 0 and n - 1, not " + df);
        }
    }

    /** With n − 1 degrees of freedom. */
    public Sample(int n, double mean, double variance) {
        this(n, mean, variance, n - 1);
    }

    /** Of trial means, each the mean of its trial's steady iterations; positive and finite, less is better. */
    public static Sample of(double... trialMeans) {
        return ofLogs(logs(trialMeans));
    }

    /** Of trial means, each the mean of its trial's steady iterations; positive and finite, less is better. */
    public static Sample of(Collection<Double> trialMeans) {
        return of(trialMeans.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static Sample ofLogs(double[] logs) {
        int n = logs.length;
        if (n == 0) {
            throw new IllegalArgumentException("a sample needs 1 trial or more, not 0");
        }
        // Sums of differences from the first value: equal values give a variance of exactly 0.
        double origin = logs[0];
        double sum = 0;
        for (double log : logs) {
            sum += log - origin;
        }
        double shift = sum / n;
        double squares = 0;
        for (double log : logs) {
            double difference = log - origin - shift;
            squares += difference * difference;
        }
        return new Sample(n, origin + shift, n == 1 ? Double.POSITIVE_INFINITY : squares / (n - 1));
    }

    /** The same as if there were {@code more} trials, when that is more. */
    Sample withTrials(int more) {
        return more <= n ? this : new Sample(more, mean, variance, n == 1 ? more - 1 : df * (more - 1) / (n - 1));
    }

    /** Variance of the mean. */
    double meanVariance() {
        return variance / n;
    }

    private static double[] logs(double[] trialMeans) {
        double[] logs = new double[trialMeans.length];
        for (int i = 0; i < logs.length; i++) {
            double value = trialMeans[i];
            if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("trial mean " + (i + 1) + " of " + logs.length + " is " + value
                        + ", but must be positive and finite; leave failed trials out");
            }
            logs[i] = Math.log(value);
        }
        return logs;
    }
}
