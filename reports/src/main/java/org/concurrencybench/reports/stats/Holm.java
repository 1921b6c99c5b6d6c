package org.concurrencybench.reports.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's adjustment of p-values: rejecting where the adjusted p is below α makes any false rejection at all less likely
 * than α, whatever the dependence. Holm, S. (1979), A simple sequentially rejective multiple test procedure, Scand. J.
 * Statist. 6.
 */
public final class Holm {
    private Holm() {}

    /** Adjusted p-values, in the order given. */
    public static double[] adjust(double... p) {
        for (double value : p) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("a p-value lies between 0 and 1, not " + value);
            }
        }
        int[] ascending = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int i = 0; i < p.length; i++) {
            largest = Math.max(largest, Math.min(1, (p.length - i) * p[ascending[i]]));
            adjusted[ascending[i]] = largest;
        }
        return adjusted;
    }
}
