package org.concurrencybench.reports.analysis.cells;

import java.util.List;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.Judgement;
import org.concurrencybench.reports.stats.SteadyState;

/**
 * The one number that a trial contributes: the mean of its measured iterations, or of those behind a change of level
 * among them.
 *
 * @param nanosPerTask that mean
 * @param from which of the measured iterations is the first that counts, from 0
 * @param steady whether enough of them have one level; a trial that is not stays in, with the last half of its
 *     iterations
 * @param warm false when its warm-up ended at the plan's limit before it was found warm
 */
public record Observation(double nanosPerTask, int from, boolean steady, boolean warm) {
    public static Observation of(TrialRecord trial) {
        double[] iterations = iterations(trial);
        SteadyState state = SteadyState.of(iterations);
        return new Observation(state.mean(iterations), state.from(), state.steady(), trial.warm());
    }

    /** The judgement of a cell, whose trials these are; all of them {@linkplain #possible possible}. */
    public static Judgement judge(List<TrialRecord> trials) {
        boolean[] warm = new boolean[trials.size()];
        for (int i = 0; i < warm.length; i++) {
            warm[i] = trials.get(i).warm();
        }
        return Judgement.of(trials.stream().map(Observation::iterations).toArray(double[][]::new), warm);
    }

    private static double[] iterations(TrialRecord trial) {
        return trial.iterations().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Whether a trial's iterations are times at all: JMH gives zero or NaN where it had nothing to divide. */
    public static boolean possible(TrialRecord trial) {
        return trial.measured() && isTime(trial.iterations());
    }

    private static boolean isTime(List<Double> iterations) {
        return iterations.stream().allMatch(nanos -> nanos > 0 && Double.isFinite(nanos));
    }
}
