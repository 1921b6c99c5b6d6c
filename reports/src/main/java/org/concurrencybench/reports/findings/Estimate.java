package org.concurrencybench.reports.findings;

import java.util.Collection;
import org.concurrencybench.reports.stats.Comparison;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.Interval;
import org.concurrencybench.reports.stats.Mean;
import org.concurrencybench.reports.stats.Sample;
import org.concurrencybench.reports.stats.Welch;
import org.jspecify.annotations.Nullable;

/**
 * An estimate with its 95 % interval.
 *
 * @param estimate the best single value
 * @param low lower end, or null where one trial alone tells no spread
 * @param high upper end, or null likewise
 */
public record Estimate(
        double estimate, @Nullable Double low, @Nullable Double high) {
    /** What pairs are computed at, too: the interval called 95 % pays for a run that ends when it is precise. */
    private static final double LEVEL = 1 - Criteria.of(0.1).testedAlpha();

    public Estimate {
        if ((low == null) != (high == null)) {
            throw new IllegalArgumentException("an interval has two ends or none");
        }
    }

    /** An estimate without an interval. */
    public static Estimate point(double estimate) {
        return new Estimate(estimate, null, null);
    }

    /** {@code estimate} with the ends of {@code interval}, where those are finite: one trial tells no spread. */
    public static Estimate of(double estimate, Interval interval) {
        return interval.low() > 0 && Double.isFinite(interval.high())
                ? new Estimate(estimate, interval.low(), interval.high())
                : point(estimate);
    }

    /** The geometric mean of a sample, back from its logs. */
    public static Estimate of(Sample sample) {
        // Against a constant of 1 the difference of logs is the sample's own mean, with its own degrees of freedom.
        Welch alone = new Welch(sample, new Sample(sample.n(), 0, 0));
        return of(alone.ratio(), alone.ratioInterval(LEVEL));
    }

    /** The arithmetic mean of one value or more; its interval does not reach below zero where no value does. */
    public static Estimate mean(Collection<Double> values) {
        Mean mean = Mean.of(values.stream().mapToDouble(Double::doubleValue).toArray(), LEVEL);
        double low = mean.interval().low();
        if (!Double.isFinite(low)) {
            return point(mean.mean());
        }
        boolean amounts = values.stream().allMatch(value -> value >= 0);
        return new Estimate(
                mean.mean(), amounts ? Math.max(0, low) : low, mean.interval().high());
    }

    /** The time of {@code slower} over that of {@code faster}. */
    public static Estimate ratio(Sample slower, Sample faster) {
        Welch welch = new Welch(slower, faster);
        return of(welch.ratio(), welch.ratioInterval(LEVEL));
    }

    /** How many times as fast the comparison's a is as its b. */
    public static Estimate speedUp(Comparison comparison) {
        Comparison reversed = comparison.reversed();
        return of(reversed.ratio(), reversed.interval());
    }

    /** One over it: slower as faster. */
    public Estimate inverse() {
        return low == null || high == null ? point(1 / estimate) : new Estimate(1 / estimate, 1 / high, 1 / low);
    }

    /** The same in another unit: estimate and ends times {@code factor}, which is above 0. */
    public Estimate times(double factor) {
        return low == null || high == null
                ? point(estimate * factor)
                : new Estimate(estimate * factor, low * factor, high * factor);
    }

    /** The lower end, or the estimate where there is none. */
    public double lowOrEstimate() {
        return low == null ? estimate : low;
    }

    /** The upper end, or the estimate where there is none. */
    public double highOrEstimate() {
        return high == null ? estimate : high;
    }
}
