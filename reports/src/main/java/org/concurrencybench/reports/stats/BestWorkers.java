package org.concurrencybench.reports.stats;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.FDistribution;

/**
 * What a {@link ScalabilityFit} says of the number of workers with the largest throughput: a number with its interval,
 * a least number, or that the data do not say.
 */
public sealed interface BestWorkers {
    /** Level of the intervals. */
    double LEVEL = 0.95;
    /** Above this p-value the curve explains no more than chance does; below it, it misses the points by more. */
    double ALPHA = 0.01;

    /**
     * The throughput is largest there.
     *
     * @param workers estimate, below twice the largest number measured
     * @param interval at {@value #LEVEL}; both ends finite
     */
    record Peak(double workers, Interval interval, ScalabilityFit fit) implements BestWorkers {}

    /**
     * The throughput rises as far as the data go, or they do not show its end.
     *
     * @param workers the best number is this or larger, at {@value #LEVEL}; not above the largest number measured
     */
    record AtLeast(double workers, ScalabilityFit fit) implements BestWorkers {}

    /** The throughput is the same for all numbers, or differs by less than the noise. */
    record Flat(ScalabilityFit fit) implements BestWorkers {}

    /**
     * The curve is not the law's.
     *
     * @param miss by how much the mean at one of the numbers differs from the curve at most, as a fraction
     */
    record OtherShape(double miss, ScalabilityFit fit) implements BestWorkers {}

    /**
     * The law puts the largest throughput above what can be of use: it bends, where the rise ends at once.
     *
     * @param least its number is this or larger, at {@value #LEVEL}
     * @param limit more workers than this are of no use
     */
    record BeyondLimit(double least, double limit, ScalabilityFit fit) implements BestWorkers {}

    /** There are too few points, or no fit was found. */
    record NoFit() implements BestWorkers {}

    /**
     * The answer.
     *
     * @param measured one for each trial
     * @param precision the smallest difference that matters, as a fraction
     * @param limit more workers than this are of no use; infinite where nobody knows
     */
    static BestWorkers of(List<WorkersThroughput> measured, double precision, double limit) {
        Optional<ScalabilityFit> found = ScalabilityFit.of(measured);
        if (found.isEmpty()) {
            return new NoFit();
        }
        ScalabilityFit fit = found.get();
        Map<Double, Double> means = measured.stream()
                .collect(Collectors.groupingBy(
                        WorkersThroughput::workers,
                        TreeMap::new,
                        Collectors.averagingDouble(WorkersThroughput::throughput)));
        double least = means.values().stream().min(Double::compare).orElse(1.0);
        double most = means.values().stream().max(Double::compare).orElse(1.0);
        if (most / least < 1 + precision || isNoise(measured, fit)) {
            return new Flat(fit);
        }
        double miss = means.entrySet().stream()
                .mapToDouble(mean -> Math.abs(mean.getValue() / fit.throughput(mean.getKey()) - 1))
                .max()
                .orElse(0);
        if (miss > precision && isMissed(measured, means, fit)) {
            return new OtherShape(miss, fit);
        }
        Interval interval = fit.peakInterval(LEVEL);
        if (interval.low() > limit) {
            return new BeyondLimit(interval.low(), limit, fit);
        }
        return Double.isFinite(interval.high()) && fit.peak() <= fit.reach()
                ? new Peak(fit.peak(), interval, fit)
                : new AtLeast(Math.min(interval.low(), fit.largest()), fit);
    }

    /** F-test of the curve against one throughput for all numbers. */
    private static boolean isNoise(List<WorkersThroughput> measured, ScalabilityFit fit) {
        double mean = measured.stream()
                .mapToDouble(WorkersThroughput::throughput)
                .average()
                .orElse(0);
        double squares = measured.stream()
                .mapToDouble(point -> square(point.throughput() - mean))
                .sum();
        // The law with one coefficient does not hold the constant as a special case: it is judged by its size alone.
        int more = Math.max(1, measured.size() - 1 - fit.df());
        return pLarger(squares - fit.squares(), more, fit.squares(), fit.df()) > ALPHA;
    }

    /** F-test of the means against the curve, by the noise of repeats; never so without repeats. */
    private static boolean isMissed(List<WorkersThroughput> measured, Map<Double, Double> means, ScalabilityFit fit) {
        int repeats = measured.size() - means.size();
        if (repeats == 0) {
            return false;
        }
        double noise = measured.stream()
                .mapToDouble(point -> square(point.throughput() - means.getOrDefault(point.workers(), 0.0)))
                .sum();
        int free = fit.df() - repeats;
        return pLarger(fit.squares() - noise, free, noise, repeats) < ALPHA;
    }

    /** p of a sum of squares as large as {@code explained}, were it noise like {@code left}. */
    private static double pLarger(double explained, int df, double left, int leftDf) {
        if (explained <= 0) {
            return 1;
        }
        if (left <= 0) {
            return 0;
        }
        double f = explained / df / (left / leftDf);
        return 1 - new FDistribution(null, df, leftDf).cumulativeProbability(f);
    }

    private static double square(double value) {
        return value * value;
    }
}
