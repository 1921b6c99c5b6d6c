package org.concurrencybench.reports.analysis;

import java.util.List;
import java.util.stream.DoubleStream;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.SteadyState;

/**
 * The one number that a trial contributes: the mean of its measured iterations from where it is steady.
 *
 * @param nanosPerTask that mean
 * @param from which of the measured iterations is the first that counts, from 0
 * @param steady false when the trial never got steady; it stays in, with the last half of its iterations
 */
public record Observation(double nanosPerTask, int from, boolean steady) {
    /** Ten iterations that may be warm-up and a stretch that shows steadiness: with fewer it cannot be judged. */
    static final int LEAST_JUDGED = 24;

    public static Observation of(TrialRecord trial, Shape shape) {
        double[] all = DoubleStream.concat(values(trial.warmup()), values(trial.iterations()))
                .toArray();
        boolean judged = shape == Shape.STEADY && all.length >= LEAST_JUDGED && isTime(trial.warmup());
        SteadyState state = judged ? SteadyState.of(all) : new SteadyState(0, true);
        // A stretch that is steady since before the measured part still counts only where it was measured.
        int from = Math.max(0, state.from() - trial.warmup().size());
        double mean = values(trial.iterations()).skip(from).average().orElseThrow();
        return new Observation(mean, from, state.steady());
    }

    /** Whether a trial's iterations are times at all: JMH gives zero or NaN where it had nothing to divide. */
    public static boolean possible(TrialRecord trial) {
        return trial.measured() && isTime(trial.iterations());
    }

    private static boolean isTime(List<Double> iterations) {
        return iterations.stream().allMatch(nanos -> nanos > 0 && Double.isFinite(nanos));
    }

    private static DoubleStream values(List<Double> iterations) {
        return iterations.stream().mapToDouble(Double::doubleValue);
    }
}
