package org.concurrencybench.reports.stats;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * What happens to identical systems when iterations are taken for the replicate, and when trials are: trials differ by
 * 2 %, the five iterations of a trial by 1 %, and Welch's test is made at .05.
 *
 * @param iterations share of comparisons in which iterations, pooled over trials, "differ"
 * @param trials the same for logs of trial means
 */
record Replicates(double iterations, double trials) {
    private static final int ITERATIONS = 5;

    static Replicates falseDifferences(int trials, int comparisons) {
        RandomGenerator random = new Well19937c(trials);
        int byIterations = 0;
        int byTrials = 0;
        for (int i = 0; i < comparisons; i++) {
            double[][] a = measure(trials, random);
            double[][] b = measure(trials, random);
            byIterations += new Welch(pooled(a), pooled(b)).pDifferent() < 0.05 ? 1 : 0;
            byTrials += new Welch(ofMeans(a), ofMeans(b)).pDifferent() < 0.05 ? 1 : 0;
        }
        return new Replicates(byIterations / (double) comparisons, byTrials / (double) comparisons);
    }

    private static double[][] measure(int trials, RandomGenerator random) {
        double[][] times = new double[trials][ITERATIONS];
        for (double[] trial : times) {
            double level = 0.02 * random.nextGaussian();
            for (int i = 0; i < ITERATIONS; i++) {
                trial[i] = Math.exp(level + 0.01 * random.nextGaussian());
            }
        }
        return times;
    }

    private static Sample pooled(double[][] trials) {
        double[] all = new double[trials.length * ITERATIONS];
        for (int i = 0; i < all.length; i++) {
            all[i] = trials[i / ITERATIONS][i % ITERATIONS];
        }
        return Sample.of(all);
    }

    private static Sample ofMeans(double[][] trials) {
        double[] means = new double[trials.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = new SteadyState(0, true).mean(trials[i]);
        }
        return Sample.of(means);
    }
}
