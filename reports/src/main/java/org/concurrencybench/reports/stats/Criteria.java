package org.concurrencybench.reports.stats;

/**
 * What is fixed before anything is measured: the difference that matters, the risk of a false claim, the least trials.
 *
 * @param precision δ: a ratio below 1 + δ is of no practical interest; {@code 0.10} for ten per cent
 * @param alpha probability of a false claim that is accepted, with the stop rule on; 1 − α is the level that pages name
 * @param minTrials with fewer trials there is no verdict, and the stop rule does not stop
 */
public record Criteria(double precision, double alpha, int minTrials) {
    /** What the stop rule costs: the share of α at which everything is computed. */
    private static final double LEFT_BY_LOOKING = 0.6;

    public Criteria {
        if (!(precision > 0 && precision <= 1)) {
            throw new IllegalArgumentException(
                    "the precision is more than 0 and at most 1 (100 %), such as 0.10, not " + precision);
        }
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("alpha is more than 0 and less than 0.5, such as 0.05, not " + alpha);
        }
        if (minTrials < 2) {
            throw new IllegalArgumentException("a variance needs 2 trials or more, not " + minTrials);
        }
    }

    /** The usual ones: α = .05, at least 5 trials. */
    public static Criteria of(double precision) {
        return new Criteria(precision, 0.05, 5);
    }

    /**
     * The level at which tests and intervals are computed, .03 for α = .05.
     *
     * <p>A run that ends when its intervals are narrow enough tends to end while they are too narrow: at a computed
     * .05, up to 7.5 % of the claims were false in simulation. At .03 no more than 5 % are. So the interval that is
     * called 95 % is computed as 97 %.
     */
    public double testedAlpha() {
        return LEFT_BY_LOOKING * alpha;
    }

    /**
     * A computed p with the price of looking added: significant below α, as {@link #testedAlpha} is for the computed.
     */
    public double paid(double p) {
        return Math.min(1, p / LEFT_BY_LOOKING);
    }

    /** L = ln(1 + δ): the precision as a difference of logs, alike in both directions. */
    public double limit() {
        return Math.log1p(precision);
    }
}
