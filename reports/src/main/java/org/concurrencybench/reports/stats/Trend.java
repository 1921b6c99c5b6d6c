package org.concurrencybench.reports.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the times of a cell changed over the iterations that count, alike in its trials.
 *
 * <p>Of each trial the least-squares slope of the logs times the number of iterations; of these a t-test over the
 * trials. The trial is the replicate here too: whatever correlates the iterations within one (the machine's waves,
 * collections) widens the scatter between trials and so the test, while warm-up moves all of them the same way. The two
 * directions are not alike: times that fall are what warming up looks like, so most of the risk of a false alarm is
 * spent on them.
 *
 * @param change mean change of the logs over the iterations of a trial; negative when times fell
 * @param pFall one-sided p of "they did not fall"
 * @param pRise one-sided p of "they did not rise"
 * @param trials how many were judged
 */
public record Trend(double change, double pFall, double pRise, int trials) {
    /** With fewer iterations a line is drawn through chance. */
    public static final int LEAST_ITERATIONS = 8;
    /** Two trials would have to agree to a twentieth of their difference. */
    public static final int LEAST_TRIALS = 3;

    private static final double ALPHA_FALL = 0.035;
    private static final double ALPHA_RISE = 0.01;
    /** Below this a change is of no interest, however sure. */
    private static final double NEGLIGIBLE = Math.log(1.01);
    /**
     * Over ten iterations of an approach with a time constant of forty, this is what is left of a mean that is 10 %
     * above its plateau.
     */
    private static final double TOO_MUCH = Math.log(1.025);

    /**
     * Of the iterations that count of each trial, in order; trials with too few of them are left out.
     *
     * @return empty when fewer than {@value #LEAST_TRIALS} trials, or less than four fifths of them, are left
     */
    public static Optional<Trend> of(List<double[]> trials) {
        List<Double> changes = new ArrayList<>();
        for (double[] trial : trials) {
            if (trial.length >= LEAST_ITERATIONS) {
                changes.add(change(trial));
            }
        }
        if (changes.size() < LEAST_TRIALS || 5 * changes.size() < 4 * trials.size()) {
            return Optional.empty();
        }
        Sample sample =
                Sample.ofLogs(changes.stream().mapToDouble(Double::doubleValue).toArray());
        // Against a side that does not vary, Welch is the one-sample t with n − 1 degrees of freedom.
        Welch alone = new Welch(sample, new Sample(sample.n(), 0, 0));
        return Optional.of(
                new Trend(sample.mean(), alone.tail(-sample.mean()), alone.tail(sample.mean()), changes.size()));
    }

    /** Whether it is there at all, by more than nothing. */
    public boolean isSeen() {
        boolean significant = pFall < ALPHA_FALL || pRise < ALPHA_RISE;
        return significant && Math.abs(change) > NEGLIGIBLE;
    }

    /** Whether it is so large that the mean of the iterations is not what it would become. */
    public boolean isTooMuch() {
        return isSeen() && Math.abs(change) > TOO_MUCH;
    }

    private static double change(double[] times) {
        int n = times.length;
        double middle = (n - 1) / 2.0;
        double xx = 0;
        double xy = 0;
        double origin = Math.log(times[0]);
        for (int i = 0; i < n; i++) {
            double x = i - middle;
            xx += x * x;
            xy += x * (Math.log(times[i]) - origin);
        }
        return xy / xx * n;
    }
}
