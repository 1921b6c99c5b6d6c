package org.concurrencybench.reports.stats;

import java.util.Arrays;
import java.util.Collection;

/**
 * How often a trial of a beats a trial of b: P(A &lt; B) = U / (n·m), ties counted half.
 *
 * <p>An effect size without assumptions: Mann, H. B. and Whitney, D. R. (1947), Ann. Math. Statist. 18; Vargha, A. and
 * Delaney, H. D. (2000), J. Educational and Behavioral Statistics 25.
 */
public final class ProbabilityOfFaster {
    private ProbabilityOfFaster() {}

    /** Of two sets of trial means, less being faster; ½ when neither tends to be faster. */
    public static double of(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0) {
            throw new IllegalArgumentException("both sides need 1 trial or more, not " + a.length + " and " + b.length);
        }
        double[] sorted = b.clone();
        Arrays.sort(sorted);
        double wins = 0;
        for (double value : a) {
            if (Double.isNaN(value) || Double.isNaN(sorted[sorted.length - 1])) {
                throw new IllegalArgumentException("a trial mean is NaN; leave failed trials out");
            }
            int notAbove = count(sorted, value, true);
            int below = count(sorted, value, false);
            wins += sorted.length - notAbove + 0.5 * (notAbove - below);
        }
        return wins / ((double) a.length * b.length);
    }

    static double of(Collection<Double> a, Collection<Double> b) {
        return of(
                a.stream().mapToDouble(Double::doubleValue).toArray(),
                b.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Number of sorted values that are below the value, or not above it. */
    private static int count(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
