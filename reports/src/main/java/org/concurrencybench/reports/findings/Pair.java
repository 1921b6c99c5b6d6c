package org.concurrencybench.reports.findings;

import org.concurrencybench.reports.stats.Comparison;
import org.concurrencybench.reports.stats.Family;
import org.jspecify.annotations.Nullable;

/**
 * Two cells of one experiment compared.
 *
 * @param first id of the cell with the smaller estimate, among the trials that the comparison counts
 * @param second id of the other one
 * @param speedUp how many times as fast the first is as the second, with its 95 % interval
 * @param simultaneous the interval that holds for all pairs of the experiment at once; null where there are too few
 *     trials
 * @param within its 90 % interval, by which two are practically equal or not; null likewise
 * @param adjustedP p-value of "no difference", adjusted by Holm over the pairs of the experiment; null likewise
 * @param probabilityFaster how often a trial of the first is faster than one of the second
 * @param finding about the first against the second
 * @param settled whether it is as precise as the plan asks
 * @param moreTrials how many further rounds would about settle it; null where it is settled or that cannot be told
 */
public record Pair(
        String first,
        String second,
        Estimate speedUp,
        @Nullable Estimate simultaneous,
        @Nullable Estimate within,
        @Nullable Double adjustedP,
        @Nullable Double probabilityFaster,
        Finding finding,
        boolean settled,
        @Nullable Integer moreTrials) {
    /** Of a comparison; the faster by its own ratio comes first. */
    public static Pair of(Comparison comparison, Family family) {
        Comparison pair = comparison.ratio() <= 1 ? comparison : comparison.reversed();
        Finding finding = Finding.of(pair);
        boolean exploratory = finding == Finding.EXPLORATORY;
        int have = Math.min(pair.trialsOfA(), pair.trialsOfB());
        Comparison reversed = pair.reversed();
        return new Pair(
                family.contenders().get(pair.a()).name(),
                family.contenders().get(pair.b()).name(),
                Estimate.speedUp(pair),
                exploratory ? null : Estimate.of(reversed.ratio(), reversed.simultaneousInterval()),
                exploratory ? null : Estimate.of(reversed.ratio(), reversed.equivalenceInterval()),
                exploratory ? null : pair.pDifferent(),
                exploratory ? null : pair.probabilityOfFaster(),
                finding,
                pair.settled(),
                exploratory || pair.trialsToSettle().isEmpty()
                        ? null
                        : pair.trialsToSettle().getAsInt() - have);
    }

    /** The same, seen from the second: how many times as fast it is as the first. */
    public Pair mirrored() {
        return new Pair(
                /* first= */ second,
                /* second= */ first,
                speedUp.inverse(),
                simultaneous == null ? null : simultaneous.inverse(),
                within == null ? null : within.inverse(),
                adjustedP,
                probabilityFaster == null ? null : 1 - probabilityFaster,
                finding.mirrored(),
                settled,
                moreTrials);
    }

    /**
     * The ratio with the interval that the finding rests on: of two that are practically equal the 90 % one, which lies
     * within the precision; of two that are not told apart the one for all pairs at once, which holds 1; else the 95 %
     * one.
     */
    public Estimate decisive() {
        Estimate interval = switch (finding) {
            case EQUAL -> within;
            case UNDECIDED -> simultaneous;
            default -> speedUp;
        };
        return interval == null ? speedUp : interval;
    }
}
