package org.concurrencybench.reports.stats;

/**
 * The mean of trials on the scale of their values, for figures that may be zero, such as counts; times are compared on
 * the log scale instead.
 *
 * <p>Student (1908), The probable error of a mean, Biometrika 6.
 *
 * @param mean arithmetic
 * @param interval of the mean; the whole line where there is one value alone
 */
public record Mean(double mean, Interval interval) {
    /** Of one finite value or more, for a level such as .95. */
    public static Mean of(double[] values, double level) {
        Sample sample = Sample.ofLogs(values); // its moments are those of any values
        Welch alone = new Welch(sample, new Sample(sample.n(), 0, 0));
        return new Mean(sample.mean(), alone.interval(level));
    }
}
