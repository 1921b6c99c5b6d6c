package org.concurrencybench.reports.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether the measured iterations of a cell are steady: each trial by itself, for a change of level within it, and all
 * of them together, for a trend that they share.
 *
 * @param steadiness what follows from it
 * @param trials of each trial, which of its iterations count
 * @param trend what the trials have in common; empty where there are too few of them, or too short ones
 */
public record Judgement(Steadiness steadiness, List<SteadyState> trials, Optional<Trend> trend) {
    private static final double UNSTEADY_SHARE = 0.2;

    public Judgement {
        trials = List.copyOf(trials);
    }

    /** Of the measured iterations of each trial of a cell, in order, warm-up not included; positive and finite. */
    public static Judgement of(double[][] measured) {
        boolean[] warm = new boolean[measured.length];
        Arrays.fill(warm, true);
        return of(measured, warm);
    }

    /**
     * The same where it is known of each trial whether it was warm: one that was not is not steady, whatever its
     * iterations look like.
     */
    public static Judgement of(double[][] measured, boolean[] warm) {
        List<SteadyState> trials = new ArrayList<>();
        List<double[]> counted = new ArrayList<>();
        int unsteady = 0;
        for (int i = 0; i < measured.length; i++) {
            SteadyState state = SteadyState.of(measured[i]);
            SteadyState judged = new SteadyState(state.from(), state.steady() && warm[i]);
            trials.add(judged);
            counted.add(Arrays.copyOfRange(measured[i], state.from(), measured[i].length));
            unsteady += judged.steady() ? 0 : 1;
        }
        Optional<Trend> trend = Trend.of(counted);
        return new Judgement(steadiness(isTooMany(unsteady, measured.length), trend), trials, trend);
    }

    /**
     * How far the times of a cell may still move ({@link Contender#leftToGo}) of which nothing is known but how many of
     * its trials were not warm: infinite where these are too many.
     */
    public static double leftToGo(int cold, int trials) {
        return isTooMany(cold, trials) ? Double.POSITIVE_INFINITY : 0;
    }

    /** Whether so many of {@code trials} are unsteady, or were not warm, that their cell gets no verdict. */
    public static boolean isTooMany(int unsteady, int trials) {
        return unsteady > UNSTEADY_SHARE * trials;
    }

    public int unsteadyTrials() {
        return (int) trials.stream().filter(trial -> !trial.steady()).count();
    }

    /** How far the times may still move; see {@link Steadiness#leftToGo}. */
    public double leftToGo() {
        return steadiness.leftToGo(trend.map(Trend::change).orElse(0.0));
    }

    private static Steadiness steadiness(boolean tooManyUnsteady, Optional<Trend> trend) {
        if (tooManyUnsteady) {
            return Steadiness.TOO_MANY_UNSTEADY;
        }
        return trend.map(seen -> seen.isTooMuch()
                        ? Steadiness.CHANGED_TOO_MUCH
                        : seen.isSeen() ? Steadiness.STILL_CHANGING : Steadiness.STEADY)
                .orElse(Steadiness.NOT_JUDGED);
    }
}
