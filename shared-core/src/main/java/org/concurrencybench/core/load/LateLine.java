package org.concurrencybench.core.load;

import java.util.List;

/**
 * ln(share of late tasks) as a straight line of the rate, fitted to counts by maximum likelihood as if they were
 * Poisson: counts that cluster are no Poisson counts, but the estimate stays right, as only their means enter. In an
 * M/M/1 queue the line is exact. McCullagh, P. and Nelder, J. (1989), Generalized Linear Models, chapters 6 and 9.
 */
final class LateLine {
    /** Where more are late, the model does not keep up, and the share depends on how long is measured. */
    private static final double SATURATED = 0.25;

    private static final int STEPS = 60;
    /** The share grows by a factor of e within this part of the rate at most and at least: bounds for wild data. */
    private static final double STEEPEST = 100;

    private static final double FLATTEST = 5;

    private final double reference;
    private final double level;
    private final double slope;

    private LateLine(double reference, double level, double slope) {
        this.reference = reference;
        this.level = level;
        this.slope = slope;
    }

    /** Whether a probe says no more than that its rate is far too high. */
    static boolean isSaturated(LoadProbe probe) {
        return probe.lateShare() > SATURATED;
    }

    /** {@code reference}: a rate near those that matter. */
    static LateLine fit(List<LoadProbe> all, double reference) {
        List<LoadProbe> probes =
                all.stream().filter(probe -> !isSaturated(probe)).toList();
        double late = probes.stream().mapToDouble(LoadProbe::late).sum();
        double tasks = probes.stream().mapToDouble(LoadProbe::tasks).sum();
        if (late == 0) {
            // Nothing but on-time tasks: the line lies below all of them.
            return new LateLine(reference, Math.log(0.5 / Math.max(1, tasks)), FLATTEST * 3);
        }
        // For a given slope the level follows in closed form; the slope is where the likelihood is highest.
        double low = FLATTEST;
        double high = STEEPEST;
        for (int step = 0; step < STEPS; step++) {
            double middle = (low + high) / 2;
            if (score(probes, reference, middle, late) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double slope = (low + high) / 2;
        return new LateLine(reference, Math.log(late / weighted(probes, reference, slope, false)), slope);
    }

    /** Derivative of the profile likelihood by the slope: where late tasks stand, less where the line expects them. */
    private static double score(List<LoadProbe> probes, double reference, double slope, double late) {
        double seen = probes.stream()
                .mapToDouble(probe -> probe.late() * (probe.rate() / reference - 1))
                .sum();
        return seen - late * weighted(probes, reference, slope, true) / weighted(probes, reference, slope, false);
    }

    private static double weighted(List<LoadProbe> probes, double reference, double slope, boolean byRate) {
        return probes.stream()
                .mapToDouble(probe -> {
                    double x = probe.rate() / reference - 1;
                    return probe.tasks() * Math.exp(slope * x) * (byRate ? x : 1);
                })
                .sum();
    }

    /** The rate at which the share is {@code late}. */
    double rateAt(double late) {
        return reference * (1 + (Math.log(late) - level) / slope);
    }
}
