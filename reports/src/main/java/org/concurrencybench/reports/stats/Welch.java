package org.concurrencybench.reports.stats;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Beta;

/**
 * The difference of two samples whose variances may differ: d = mean of a − mean of b, on the log scale.
 *
 * <p>Welch, B. L. (1947), The generalization of "Student's" problem when several different population variances are
 * involved, Biometrika 34; degrees of freedom by Satterthwaite, F. E. (1946), Biometrics Bulletin 2.
 *
 * <p>The limits of the formulas:
 *
 * <ul>
 *   <li>Neither side varies: the standard error is 0, the interval is the point d, and every test answers with
 *       certainty (p = 0 or 1, or .5 exactly on a border). So it is for computed figures, which have no error.
 *   <li>One trial on either side: the standard error is infinite, the interval is the whole line, nothing is
 *       significant.
 * </ul>
 */
public record Welch(Sample a, Sample b) {
    /** Difference of the means of logs; negative when a is faster. */
    public double d() {
        return a.mean() - b.mean();
    }

    /** How many times b's time a takes: below 1 when a is faster. */
    public double ratio() {
        return Math.exp(d());
    }

    /** Standard error of d. */
    public double se() {
        return Math.sqrt(a.meanVariance() + b.meanVariance());
    }

    /**
     * Welch–Satterthwaite degrees of freedom; those of both sides together when neither varies, 1 when one has a single
     * trial.
     */
    public double df() {
        double variance = a.meanVariance() + b.meanVariance();
        if (variance == 0) {
            return a.df() + b.df();
        }
        if (variance == Double.POSITIVE_INFINITY) {
            return 1;
        }
        // By shares of the variance: the squares of tiny variances would underflow.
        double share = a.meanVariance() / variance;
        double other = b.meanVariance() / variance;
        return 1 / (share * share / a.df() + other * other / b.df());
    }

    /** Half the width of the interval of d, for a level such as .95. */
    public double halfWidth(double level) {
        double se = se();
        if (se == 0 || se == Double.POSITIVE_INFINITY) {
            return se;
        }
        return se * new TDistribution(null, df()).inverseCumulativeProbability(1 - (1 - level) / 2);
    }

    /** Interval of d, for a level such as .95. */
    public Interval interval(double level) {
        double half = halfWidth(level);
        return new Interval(d() - half, d() + half);
    }

    /** Interval of {@link #ratio}, for a level such as .95. */
    public Interval ratioInterval(double level) {
        return interval(level).exp();
    }

    /** Two-sided p of "no difference". */
    public double pDifferent() {
        return pBeyond(0);
    }

    /**
     * p of "|d| is at most the limit", small when the difference is surely larger; 1 for an infinite limit.
     *
     * <p>One-sided in |d|, so both tails count: P(T &gt; (|d| − L)/se) + P(T &gt; (|d| + L)/se). The second term is
     * what keeps the level when se is not small against L; without it the level would rise to 2α as L → 0. It makes
     * this p never less than {@link #pDifferent}, its value at L = 0. Hodges, J. L. and Lehmann, E. L. (1954), Testing
     * the approximate validity of statistical hypotheses, JRSS B 16.
     */
    public double pBeyond(double limit) {
        double size = Math.abs(d());
        if (limit == Double.POSITIVE_INFINITY) {
            return 1;
        }
        return Math.min(1, tail(size - limit) + tail(size + limit));
    }

    /**
     * p of "|d| is at least the limit", small when the two are surely equal for practical purposes: the larger of two
     * one-sided tests. Below α exactly if the interval of level 1 − 2α lies inside ±limit. Schuirmann, D. J. (1987), J.
     * Pharmacokinetics and Biopharmaceutics 15.
     */
    public double pEquivalent(double limit) {
        return tail(limit - Math.abs(d()));
    }

    /** P(T &gt; distance / se): exact far out in the tail, and 0, ½ or 1 when nothing varies. */
    double tail(double distance) {
        double se = se();
        if (se == 0) {
            return distance > 0 ? 0 : distance == 0 ? 0.5 : 1;
        }
        double t = distance / se;
        double df = df();
        double upper = 0.5 * Beta.regularizedBeta(df / (df + t * t), 0.5 * df, 0.5);
        return t >= 0 ? upper : 1 - upper;
    }
}
