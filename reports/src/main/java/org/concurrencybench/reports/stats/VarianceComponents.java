package org.concurrencybench.reports.stats;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * How much of the variation arises within trials and how much between them, and so how long trials should be.
 *
 * <p>Kalibera, T. and Jones, R. (2013), Rigorous benchmarking in reasonable time, ISMM, with the correction of their
 * technical report (2012), Quantifying performance changes with effect size confidence intervals, Kent 4-12.
 *
 * @param mean of the trial means
 * @param withinTrials S₁², the mean of the variances within trials
 * @param ofTrialMeans S₂², the variance of the trial means
 * @param iterations r₁, iterations per trial; the harmonic mean where trials differ
 */
public record VarianceComponents(double mean, double withinTrials, double ofTrialMeans, double iterations) {
    /** Of the steady iterations of each trial: two trials or more, of two iterations or more. */
    public static VarianceComponents of(double[][] trials) {
        if (trials.length < 2) {
            throw new IllegalArgumentException("variance between trials needs 2 trials or more, not " + trials.length);
        }
        double[] means = new double[trials.length];
        double within = 0;
        double reciprocals = 0;
        for (int i = 0; i < trials.length; i++) {
            if (trials[i].length < 2) {
                throw new IllegalArgumentException("variance within trials needs 2 iterations or more, but trial "
                        + (i + 1) + " has " + trials[i].length);
            }
            means[i] = mean(trials[i]);
            within += variance(trials[i], means[i]);
            reciprocals += 1.0 / trials[i].length;
        }
        double mean = mean(means);
        return new VarianceComponents(mean, within / trials.length, variance(means, mean), trials.length / reciprocals);
    }

    /**
     * Of several cells that are measured alike: their variances relative to the squares of their means, averaged by
     * degrees of freedom, so that the mean is 1. Cells of fewer than two trials are left out; empty when none is left.
     *
     * @param cells the steady iterations of each trial of each cell: two iterations or more
     */
    public static Optional<VarianceComponents> pooled(Stream<double[][]> cells) {
        double[] sums = new double
                [4]; // within, of trial means, reciprocals of iterations: each by its weight; then trials and cells
        long[] counts = new long[2];
        cells.filter(trials -> trials.length >= 2).forEach(trials -> {
            VarianceComponents one = of(trials);
            double square = one.mean * one.mean;
            sums[0] += trials.length * one.withinTrials / square;
            sums[1] += (trials.length - 1) * one.ofTrialMeans / square;
            sums[2] += trials.length / one.iterations;
            counts[0] += trials.length;
            counts[1]++;
        });
        return counts[0] == 0
                ? Optional.empty()
                : Optional.of(new VarianceComponents(
                        1, sums[0] / counts[0], sums[1] / (counts[0] - counts[1]), counts[0] / sums[2]));
    }

    public VarianceComponents {
        if (!Double.isFinite(mean) || !(withinTrials >= 0) || !(ofTrialMeans >= 0) || !(iterations >= 2)) {
            throw new IllegalArgumentException("iterations must be finite numbers: mean " + mean + ", variances "
                    + withinTrials + " and " + ofTrialMeans);
        }
    }

    /** T₂², the variance between trials that iterations do not explain; 0 when none was seen. */
    public double betweenTrials() {
        return Math.max(0, unbiasedBetweenTrials());
    }

    /** T₂² = S₂² − S₁²/r₁, which chance makes negative where trials hardly differ. */
    double unbiasedBetweenTrials() {
        return ofTrialMeans - withinTrials / iterations;
    }

    /**
     * r₁* = ⌈√(c₂/c₁ · S₁²/T₂²)⌉: the iterations per trial that give the narrowest interval for the time spent; empty
     * when no variance between trials was seen. A hint: it is itself estimated from few trials.
     *
     * @param trialCost c₂, what a trial takes besides its iterations: start and warm-up
     * @param iterationCost c₁, what one iteration takes, in the same unit
     */
    public OptionalInt bestIterations(double trialCost, double iterationCost) {
        if (!(trialCost > 0 && iterationCost > 0)) {
            throw new IllegalArgumentException("costs are positive times, not " + trialCost + " and " + iterationCost);
        }
        double between = unbiasedBetweenTrials();
        if (between <= 0) {
            return OptionalInt.empty();
        }
        double best = Math.ceil(Math.sqrt(trialCost / iterationCost * withinTrials / between));
        return OptionalInt.of((int) Math.max(1, best));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }
}
