package org.concurrencybench.reports.stats;

import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.special.Beta;

/**
 * Whether a machine became slower or faster while it was measured: the slope of the logs over the rounds, common to all
 * cells, each of which has a level of its own. Least squares with a mean per cell (the "within" estimator of analysis
 * of covariance).
 *
 * @param slope change of the logs per round
 * @param p two-sided p of "no change"
 * @param rounds from the first round to the last
 */
public record Drift(double slope, double p, int rounds) {
    /** With fewer degrees of freedom a line is drawn through chance. */
    private static final int LEAST_DF = 3;

    /**
     * One trial.
     *
     * @param round number of its round
     * @param log of its mean time
     */
    public record Point(int round, double log) {}

    /** Of the trials of each cell; empty when there are too few, or all in one round. */
    public static Optional<Drift> of(List<List<Point>> cells) {
        double xx = 0;
        double xy = 0;
        double yy = 0;
        int df = -1;
        int first = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE;
        for (List<Point> trials : cells) {
            double meanX = trials.stream().mapToInt(Point::round).average().orElse(0);
            double meanY = trials.stream().mapToDouble(Point::log).average().orElse(0);
            for (Point trial : trials) {
                double x = trial.round() - meanX;
                double y = trial.log() - meanY;
                xx += x * x;
                xy += x * y;
                yy += y * y;
                first = Math.min(first, trial.round());
                last = Math.max(last, trial.round());
            }
            df += Math.max(0, trials.size() - 1);
        }
        if (df < LEAST_DF || xx == 0) {
            return Optional.empty();
        }
        double slope = xy / xx;
        double residual = Math.max(0, yy - slope * xy) / df;
        return Optional.of(new Drift(slope, p(slope, Math.sqrt(residual / xx), df), last - first));
    }

    /** How times changed from the first round to the last, as a fraction: 0.05 for 5 % slower. */
    public double overall() {
        return Math.expm1(slope * rounds);
    }

    private static double p(double slope, double se, int df) {
        if (slope == 0 || se == 0) {
            return slope == 0 ? 1 : 0;
        }
        double t = slope / se;
        return Beta.regularizedBeta(df / (df + t * t), 0.5 * df, 0.5);
    }
}
