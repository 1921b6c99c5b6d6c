package org.concurrencybench.reports.stats;

import java.util.Arrays;
import java.util.function.BiPredicate;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Series of which it is known how far they are from the plateau that longer trials would reach.
 *
 * @param shape how they come down to it
 * @param tau time constant of the approach, in iterations; 0 for other shapes
 * @param off how far above the plateau the measured iterations are on average, as a fraction: 0 for steady ones
 * @param noise standard deviation of the logs of single iterations
 * @param memory correlation of neighbouring iterations' noise: 0 for white noise
 * @param iterations measured ones of each trial
 * @param trials of the cell
 */
record WarmingUp(Shape shape, double tau, double off, double noise, double memory, int iterations, int trials) {
    enum Shape {
        STEADY,
        /** Exponential, with a time constant. */
        APPROACH,
        /** Straight down, reaching the plateau when the measured iterations end. */
        LINE,
        /** At once, at another moment in each trial, between the first and the last quarter. */
        STEP
    }

    /** From twice the time of the plateau when the JVM starts, with the {@code warmup} first iterations left out. */
    static WarmingUp fromStart(double tau, int warmup, double noise, double memory, int iterations, int trials) {
        double off = Math.exp(-warmup / tau) * (1 - Math.exp(-iterations / tau)) * tau / iterations;
        return new WarmingUp(Shape.APPROACH, tau, off, noise, memory, iterations, trials);
    }

    /**
     * One cell.
     *
     * @param times the measured iterations of each trial
     * @param excess what each takes above the plateau, as a fraction of it
     */
    record Cell(double[][] times, double[][] excess) {
        /** Whether what counts of the trials is more than a tenth above the plateau: the truth, without noise. */
        boolean farOff(Judgement judgement) {
            double logs = 0;
            for (int trial = 0; trial < excess.length; trial++) {
                int from = judgement.trials().get(trial).from();
                logs += Math.log1p(Arrays.stream(excess[trial], from, excess[trial].length)
                        .average()
                        .orElseThrow());
            }
            return logs / excess.length > Math.log(1.1);
        }
    }

    /** The share of {@code cells} cells that get a verdict although they are far off. */
    double verdictsFarOff(int cells) {
        return share(cells, (cell, judgement) -> judgement.steadiness().allowsVerdict() && cell.farOff(judgement));
    }

    /** The share of {@code cells} cells about which anything is said against their steadiness. */
    double alarms(int cells) {
        return share(cells, (cell, judgement) -> judgement.steadiness() != Steadiness.STEADY);
    }

    /** The share of {@code cells} cells that get no verdict. */
    double withoutVerdict(int cells) {
        return share(cells, (cell, judgement) -> !judgement.steadiness().allowsVerdict());
    }

    private double share(int cells, BiPredicate<Cell, Judgement> which) {
        RandomGenerator random = new Well19937c(31 * iterations + trials);
        int count = 0;
        for (int i = 0; i < cells; i++) {
            Cell cell = measure(random);
            count += which.test(cell, Judgement.of(cell.times())) ? 1 : 0;
        }
        return count / (double) cells;
    }

    /** Trials differ by 3 %. */
    private Cell measure(RandomGenerator random) {
        double[][] times = new double[trials][iterations];
        double[][] excess = new double[trials][];
        for (int trial = 0; trial < trials; trial++) {
            excess[trial] = excess(random);
            double level = 1000 * Math.exp(0.03 * random.nextGaussian());
            double state = random.nextGaussian();
            for (int i = 0; i < iterations; i++) {
                times[trial][i] = level * (1 + excess[trial][i]) * Math.exp(noise * state);
                state = memory * state + Math.sqrt(1 - memory * memory) * random.nextGaussian();
            }
        }
        return new Cell(times, excess);
    }

    /**
     * What the iterations take above the plateau, as fractions of it; their mean is {@link #off}, but for chance in
     * steps.
     */
    private double[] excess(RandomGenerator random) {
        double[] excess = new double[iterations];
        int quarter = iterations / 4;
        int step = quarter + random.nextInt(iterations - 2 * quarter + 1);
        double sum = 0;
        for (int i = 0; i < iterations; i++) {
            excess[i] = switch (shape) {
                case STEADY -> 0;
                case APPROACH -> Math.exp(-i / tau);
                case LINE -> iterations - i;
                case STEP -> i < step ? 1 : 0;
            };
            sum += shape == Shape.STEP ? 0.5 : excess[i];
        }
        for (int i = 0; i < iterations && sum > 0; i++) {
            excess[i] *= off * iterations / sum;
        }
        return excess;
    }
}
