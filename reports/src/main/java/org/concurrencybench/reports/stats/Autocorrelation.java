package org.concurrencybench.reports.stats;

import java.util.Optional;
import org.apache.commons.math3.special.Erf;

/**
 * Whether neighbours in a series are alike, as where something rises and falls slowly: the first serial correlation.
 *
 * <p>Mean −1/n and variance (n − 2)²/(n²(n − 1)) of independent values: Moran, P. A. P. (1948), Some theorems on time
 * series II, Biometrika 35.
 *
 * @param lag1 correlation of each value with the next
 * @param p one-sided p of "independent", against "alike"
 * @param n values
 */
public record Autocorrelation(double lag1, double p, int n) {
    /** With fewer values nothing can be told. */
    public static final int LEAST = 10;

    /** Of values in their order; empty when there are fewer than {@value #LEAST}, or all are equal. */
    public static Optional<Autocorrelation> of(double[] values) {
        int n = values.length;
        double mean = 0;
        for (double value : values) {
            mean += value / n;
        }
        double neighbours = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
            neighbours += i == 0 ? 0 : (values[i - 1] - mean) * (values[i] - mean);
        }
        if (n < LEAST || !(squares > 0)) {
            return Optional.empty();
        }
        double lag1 = neighbours / squares;
        double z = (lag1 + 1.0 / n) * n * Math.sqrt(n - 1.0) / (n - 2);
        return Optional.of(new Autocorrelation(lag1, 0.5 * Erf.erfc(z / Math.sqrt(2)), n));
    }
}
