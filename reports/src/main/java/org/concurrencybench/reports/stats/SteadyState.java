package org.concurrencybench.reports.stats;

import java.util.Arrays;

/**
 * From which of the measured iterations of one trial on it is steady: where its level does not change any more.
 *
 * <p>The logs of the times, warm-up not included, are cut where their mean or variance changes, by exact optimal
 * partitioning: Jackson, B. et al. (2005), An algorithm for optimal partitioning of data on an interval, IEEE Signal
 * Processing Letters 12; cost is −2 log likelihood of a Normal segment, as in Killick, R. et al. (2012), JASA 107, with
 * their PELT's pruning left out, which short series do not need. From the last segment one walks back while the
 * segments' levels are within 5 % of it: Barrett, E. et al. (2017), Virtual machine warmup blows hot and cold, OOPSLA;
 * Traini, L. et al. (2023), Towards effective assessment of steady state performance in Java software, EMSE 28.
 *
 * <p>On short series it sees steps of several standard deviations and nothing else: slow changes are what {@link Trend}
 * is for.
 *
 * @param from index of the first iteration that counts
 * @param steady whether those from there on are steady and enough: ten, or all of fewer; when not, they are the last
 *     half
 */
public record SteadyState(int from, boolean steady) {
    private static final int MIN_SEGMENT = 5;
    private static final int MIN_STEADY = 10;
    private static final double PENALTY = 15;
    private static final double SAME_LEVEL = Math.log(1.05);
    /** No series is taken to be quieter than 0.01 %: equal values, as coarse clocks give, have no likelihood. */
    private static final double LEAST_VARIANCE = 1e-8;

    public SteadyState {
        if (from < 0) {
            throw new IllegalArgumentException("iterations count from 0, not " + from);
        }
    }

    /** Of the measured iteration times of one trial in order; positive and finite. */
    public static SteadyState of(double... iterations) {
        int n = iterations.length;
        if (n == 0) {
            throw new IllegalArgumentException("a trial without iterations is neither steady nor not");
        }
        Segments segments = new Segments(iterations);
        int[] cuts = segments.optimalCuts();
        int last = cuts.length - 1;
        double level = segments.mean(cuts[last], n);
        int from = cuts[last];
        for (int i = last - 1; i >= 0 && Math.abs(segments.mean(cuts[i], cuts[i + 1]) - level) <= SAME_LEVEL; i--) {
            from = cuts[i];
        }
        int length = n - from;
        boolean steady = length >= Math.min(MIN_STEADY, n);
        return new SteadyState(steady ? from : n / 2, steady);
    }

    /** Mean of the iterations that count: the trial's figure. */
    public double mean(double... iterations) {
        if (from >= iterations.length) {
            throw new IllegalArgumentException(
                    "nothing counts: " + iterations.length + " iterations, steady from index " + from);
        }
        return Arrays.stream(iterations, from, iterations.length).average().orElseThrow();
    }

    /** Sums over any stretch of the logs, in constant time. */
    static final class Segments {
        private final int n;
        private final double[] sums;
        private final double[] squares;

        Segments(double... iterations) {
            n = iterations.length;
            sums = new double[n + 1];
            squares = new double[n + 1];
            double origin = 0;
            for (int i = 0; i < n; i++) {
                double value = iterations[i];
                if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("iteration " + (i + 1) + " of " + n + " took " + value
                            + ", but times are positive and finite");
                }
                // Nanoseconds have logs near 15: taken from the first one, their squares do not cancel.
                double log = Math.log(value);
                origin = i == 0 ? log : origin;
                sums[i + 1] = sums[i] + (log - origin);
                squares[i + 1] = squares[i] + (log - origin) * (log - origin);
            }
        }

        double mean(int from, int to) {
            return (sums[to] - sums[from]) / (to - from);
        }

        double cost(int from, int to) {
            int length = to - from;
            double mean = mean(from, to);
            double variance = (squares[to] - squares[from]) / length - mean * mean;
            return length * (Math.log(Math.max(variance, LEAST_VARIANCE)) + 1);
        }

        double penalty() {
            return PENALTY * Math.log(n);
        }

        /** Where the segments of least total cost start, the first at 0. */
        int[] optimalCuts() {
            double penalty = penalty();
            double[] best = new double[n + 1];
            int[] start = new int[n + 1];
            for (int to = 1; to <= n; to++) {
                best[to] = cost(0, to);
                for (int from = MIN_SEGMENT; from <= to - MIN_SEGMENT; from++) {
                    double cost = best[from] + penalty + cost(from, to);
                    if (cost < best[to]) {
                        best[to] = cost;
                        start[to] = from;
                    }
                }
            }
            int[] cuts = new int[n];
            int at = n;
            for (int to = n; to > 0; to = start[to]) {
                at--;
                cuts[at] = start[to];
            }
            return Arrays.copyOfRange(cuts, at, n);
        }
    }
}
