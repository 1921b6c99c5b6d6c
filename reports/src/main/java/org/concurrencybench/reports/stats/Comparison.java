package org.concurrencybench.reports.stats;

import java.util.OptionalInt;

/**
 * Two models of a family, and what may be said about them. Differences and ratios are a's time over b's: below 0, or
 * below 1, when a is faster. {@link #reversed} turns it round for pages that put the faster one first.
 *
 * @param a index of the one contender
 * @param b index of the other
 * @param welch the two samples; its p-values are neither adjusted nor paid
 * @param pairs q, the pairs of the family
 * @param criteria precision and α
 * @param pDifferent p of "no difference", Holm-adjusted and {@linkplain Criteria#paid paid}: significant below α
 * @param pBeyond Holm-adjusted p of "the difference is within the precision"; likewise
 * @param probabilityOfFaster P(A &lt; B): how often a trial of a beats one of b
 * @param verdict what may be said
 */
public record Comparison(
        int a,
        int b,
        Welch welch,
        int pairs,
        Criteria criteria,
        double pDifferent,
        double pBeyond,
        double probabilityOfFaster,
        Verdict verdict) {

    /** a's time over b's: below 1 when a is faster. */
    public double ratio() {
        return welch.ratio();
    }

    /** Interval of the ratio that holds with 1 − α, 95 % as a rule, for this pair alone. */
    public Interval interval() {
        return welch.ratioInterval(1 - criteria.testedAlpha());
    }

    /** Interval of the ratio at level 1 − α/q (Bonferroni): all those of a family hold together with 1 − α. */
    public Interval simultaneousInterval() {
        return welch.ratioInterval(simultaneousLevel());
    }

    /**
     * Interval of the ratio that holds with 1 − 2α, 90 % as a rule: the two are equal when it is inside the precision.
     */
    public Interval equivalenceInterval() {
        return welch.ratioInterval(1 - 2 * criteria.testedAlpha());
    }

    /** Index of the one the verdict calls faster; empty when it calls none so. */
    public OptionalInt faster() {
        return verdict.namesFaster() ? OptionalInt.of(welch.d() < 0 ? a : b) : OptionalInt.empty();
    }

    /** X of "any difference is below X": {@code 0.07} for 7 %; from the simultaneous interval; may be infinite. */
    public double differenceBelow() {
        return Math.expm1(Math.abs(welch.d()) + welch.halfWidth(simultaneousLevel()));
    }

    /** Whether it is as precise as the stop rule asks. */
    public boolean settled() {
        return new StopRule(criteria).settled(welch, pairs);
    }

    /**
     * Trials per model in total that would settle it, as far as can be foreseen; empty when it is settled (more trials
     * are not what it lacks), or when a single trial foretells nothing.
     */
    public OptionalInt trialsToSettle() {
        return new StopRule(criteria).trialsToSettle(welch, pairs);
    }

    public int trialsOfA() {
        return welch.a().n();
    }

    public int trialsOfB() {
        return welch.b().n();
    }

    /** The same, seen from the other side. */
    public Comparison reversed() {
        return new Comparison(
                b,
                a,
                new Welch(welch.b(), welch.a()),
                pairs,
                criteria,
                pDifferent,
                pBeyond,
                1 - probabilityOfFaster,
                verdict);
    }

    private double simultaneousLevel() {
        return 1 - criteria.testedAlpha() / pairs;
    }
}
