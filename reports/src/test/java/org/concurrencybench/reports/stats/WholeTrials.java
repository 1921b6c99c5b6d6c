package org.concurrencybench.reports.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.concurrencybench.core.jmh.WarmRule;

/**
 * Whole trials, of which it is known when they are warm: warmed up by {@link WarmRule}, then measured, then judged. The
 * compilers are silent all the time, so that the times alone have to show it.
 *
 * @param shape how they come down to their plateau
 * @param length time constant of an approach, length of a line, latest moment of a step, in windows
 * @param start time of the first window over the plateau's, minus 1
 * @param noise standard deviation of the logs of single windows
 * @param memory correlation of neighbouring windows' noise: 0 for white noise
 * @param least windows of warm-up at least
 */
record WholeTrials(Shape shape, double length, double start, double noise, double memory, int least) {
    private static final int LIMIT = 80;
    private static final int SETTLING = 2;
    private static final int MEASURED = 12;
    private static final int TRIALS = 5;
    private static final WarmRule RULE = WarmRule.of(false, 0.1);

    enum Shape {
        STEADY,
        APPROACH,
        LINE,
        /** At once, at another moment in each trial. */
        STEP
    }

    /**
     * What became of many cells, as shares of them.
     *
     * @param farOff got a verdict although what counts is more than 10 % above the plateau
     * @param alarms were flagged or got no verdict
     * @param windows of warm-up, on average
     */
    record Outcome(double farOff, double alarms, double windows) {}

    Outcome outcome(int cells) {
        RandomGenerator random = new Well19937c(77);
        int farOff = 0;
        int alarms = 0;
        long windows = 0;
        for (int cell = 0; cell < cells; cell++) {
            double[][] times = new double[TRIALS][];
            double[][] excess = new double[TRIALS][];
            boolean[] warm = new boolean[TRIALS];
            for (int trial = 0; trial < TRIALS; trial++) {
                double[] above = excess(random);
                double[] all = times(above, random);
                int warmAt = warmAt(all);
                warm[trial] = warmAt <= LIMIT;
                int from = Math.min(warmAt, LIMIT) + SETTLING;
                times[trial] = Arrays.copyOfRange(all, from, from + MEASURED);
                excess[trial] = Arrays.copyOfRange(above, from, from + MEASURED);
                windows += Math.min(warmAt, LIMIT);
            }
            Judgement judgement = Judgement.of(times, warm);
            boolean off = new WarmingUp.Cell(times, excess).farOff(judgement);
            farOff += off && judgement.steadiness().allowsVerdict() ? 1 : 0;
            alarms += judgement.steadiness() == Steadiness.STEADY ? 0 : 1;
        }
        return new Outcome(farOff / (double) cells, alarms / (double) cells, windows / (double) (cells * TRIALS));
    }

    /** Windows after which the rule finds it warm; more than the limit where it never does. */
    private int warmAt(double[] times) {
        List<Double> seen = new ArrayList<>();
        List<Double> compilers = new ArrayList<>();
        for (double time : times) {
            seen.add(time);
            compilers.add(0.0);
            if (seen.size() >= least && RULE.isWarm(seen, compilers)) {
                return seen.size();
            }
            if (seen.size() == LIMIT) {
                return LIMIT + 1;
            }
        }
        throw new IllegalStateException("a trial ends at its limit");
    }

    private double[] times(double[] excess, RandomGenerator random) {
        double[] times = new double[excess.length];
        double level = 1000 * Math.exp(0.03 * random.nextGaussian());
        double state = random.nextGaussian();
        for (int i = 0; i < times.length; i++) {
            times[i] = level * (1 + excess[i]) * Math.exp(noise * state);
            state = memory * state + Math.sqrt(1 - memory * memory) * random.nextGaussian();
        }
        return times;
    }

    private double[] excess(RandomGenerator random) {
        double[] excess = new double[LIMIT + SETTLING + MEASURED];
        double step = random.nextDouble() * length;
        for (int i = 0; i < excess.length; i++) {
            excess[i] = start
                    * switch (shape) {
                        case STEADY -> 0;
                        case APPROACH -> Math.exp(-i / length);
                        case LINE -> Math.max(0, 1 - i / length);
                        case STEP -> i < step ? 1 : 0;
                    };
        }
        return excess;
    }
}
