package org.concurrencybench.core.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Searches for the highest rate at which a {@link LatencyTarget} is met. What it counts is how many tasks were late:
 * the share of them is an unbiased estimate whatever waits for what, while percentiles of a few thousand tasks, of
 * which neighbours are alike, are not.
 *
 * <p>First the rate goes up or down by steps until the target is crossed; then a fixed number of longer probes close to
 * where the crossing seems to be. Neither depends on whether anything is significant. The result is where ln(late
 * share) as a straight line of the rate, fitted with the variance of counts, reaches the target.
 */
public final class CapacitySearch {
    /** One step of the first part. */
    private static final double STEP = 1.3;

    private static final int MOST_STEPS = 24;
    /** Tasks that may be late in a probe of the first, second and third part. */
    private static final double FIRST_LATE = 10;

    private static final double SECOND_LATE = 20;
    private static final double THIRD_LATE = 40;
    /** Probes of the second part, each at the estimate that follows from those before. */
    private static final int APPROACHES = 3;
    /** Probes of the third part stand around its estimate like this, whatever they show. */
    private static final double[] GRID = {1, 0.84, 1.1, 0.92, 1.03, 0.88, 1.06, 0.96};
    /** How far from the rates that enclose the crossing an estimate may lie. */
    private static final double BEYOND = 1.5;
    /** A crossing beyond these parts of the grid's estimate is extrapolated: the grid is laid again around it. */
    private static final double INNER_LOW = 0.88;

    private static final double INNER_HIGH = 1.06;
    /** How far the next grid may lie from the one before. */
    private static final double LOWER = 0.85;

    private static final int MOST_GRIDS = 6;
    /** Probes that a search usually takes. */
    public static final int PROBES = 16;
    /** Late tasks that these probes are made for, all together: with 1 % late, 100 times as many tasks. */
    public static final double LATE_TASKS = 5 * FIRST_LATE + 3 * SECOND_LATE + 8 * THIRD_LATE;

    private final Prober prober;
    private final LatencyTarget target;

    /** {@code prober}: offers loads. */
    public CapacitySearch(Prober prober, LatencyTarget target) {
        this.prober = prober;
        this.target = target;
    }

    /** Offers a load and says how many tasks were late. */
    @FunctionalInterface
    public interface Prober {
        /**
         * Offers {@code rate} tasks per second until about {@code tasks} have counted, and returns when all have ended.
         *
         * @throws LoadFailedException when a task fails
         */
        LoadProbe probe(double rate, int tasks) throws InterruptedException, LoadFailedException;
    }

    /**
     * What was found.
     *
     * @param rate the highest rate that meets the target; 0 where none that was tried does, infinite where all do
     * @param probes in their order
     */
    public record Found(double rate, List<LoadProbe> probes) {
        /** Name of {@link #rate} among the {@link #properties}. */
        public static final String CAPACITY = "capacity";
        /** Name of {@link #probes} among the {@link #properties}. */
        public static final String PROBES = "probes";

        public Found {
            probes = List.copyOf(probes);
        }

        /** As properties; each probe as {@code rate:tasks:late}. */
        public Map<String, String> properties() {
            return Map.of(
                    CAPACITY,
                    Double.toString(rate),
                    PROBES,
                    probes.stream()
                            .map(probe -> probe.rate() + ":" + probe.tasks() + ":" + probe.late())
                            .collect(Collectors.joining(" ")));
        }
    }

    /** Searches from {@code start}, in tasks per second. */
    public Found search(double start) throws InterruptedException, LoadFailedException {
        List<LoadProbe> probes = new ArrayList<>();
        double rate = start;
        double met = 0;
        double missed = Double.POSITIVE_INFINITY;
        for (int step = 0; step < MOST_STEPS && (met == 0 || missed == Double.POSITIVE_INFINITY); step++) {
            LoadProbe probe = probe(rate, FIRST_LATE, probes);
            if (probe.lateShare() <= target.mostLate()) {
                met = Math.max(met, rate);
                rate *= STEP;
            } else {
                missed = Math.min(missed, rate);
                rate /= STEP;
            }
        }
        if (met == 0 || missed == Double.POSITIVE_INFINITY) {
            return new Found(met == 0 ? 0 : missed, probes);
        }
        return new Found(refined(met, missed, probes), probes);
    }

    /** The crossing between two rates that enclose it, more or less: few tasks may have been on time by chance. */
    private double refined(double met, double missed, List<LoadProbe> probes)
            throws InterruptedException, LoadFailedException {
        double least = met / BEYOND;
        double most = missed * BEYOND;
        double estimate = Math.sqrt(met * missed);
        for (int i = 0; i < APPROACHES; i++) {
            if (LateLine.isSaturated(probe(estimate, SECOND_LATE, probes))) {
                most = Math.min(most, estimate);
                estimate *= LOWER;
            } else {
                estimate = Math.clamp(LateLine.fit(probes, estimate).rateAt(target.mostLate()), least, most);
            }
        }
        for (int grid = 1; ; grid++) {
            List<LoadProbe> around = new ArrayList<>();
            for (double share : GRID) {
                around.add(probe(estimate * share, THIRD_LATE, probes));
            }
            long saturated = around.stream().filter(LateLine::isSaturated).count();
            double crossing = LateLine.fit(around, estimate).rateAt(target.mostLate());
            if (grid == MOST_GRIDS
                    || (saturated <= GRID.length / 2
                            && crossing >= INNER_LOW * estimate
                            && crossing <= INNER_HIGH * estimate)) {
                return crossing;
            }
            estimate *= saturated > GRID.length / 2 ? LOWER : Math.clamp(crossing / estimate, LOWER, 1 / LOWER);
        }
    }

    private LoadProbe probe(double rate, double late, List<LoadProbe> probes)
            throws InterruptedException, LoadFailedException {
        LoadProbe probe = prober.probe(rate, (int) Math.ceil(late / target.mostLate()));
        if (probe.tasks() == 0) {
            throw new IllegalStateException("no task arrived at " + rate + " per second: make the probes longer");
        }
        probes.add(probe);
        return probe;
    }
}
