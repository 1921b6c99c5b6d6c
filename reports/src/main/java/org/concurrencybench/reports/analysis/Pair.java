package org.concurrencybench.reports.analysis;

import org.jspecify.annotations.Nullable;

/**
 * Two cells of one experiment compared.
 *
 * @param first id of the cell with the smaller estimate
 * @param second id of the other one
 * @param speedUp how many times as fast the first is as the second, with its 95 % interval
 * @param simultaneous the interval that holds for all pairs of the experiment at once; null where there are too few trials
 * @param adjustedP p-value of "no difference", adjusted by Holm over the pairs of the experiment; null likewise
 * @param probabilityFaster how often a trial of the first is faster than one of the second
 * @param finding about the first against the second
 * @param moreTrials how many further rounds would about settle it; null where it is settled or that cannot be told
 */
public record Pair(
        String first,
        String second,
        Estimate speedUp,
        @Nullable Estimate simultaneous,
        @Nullable Double adjustedP,
        @Nullable Double probabilityFaster,
        Finding finding,
        @Nullable Integer moreTrials) {}
