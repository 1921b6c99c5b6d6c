package org.concurrencybench.reports.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All pairs of the models of one workload, judged together: the more pairs one looks at, the more of them differ by
 * chance, so p-values are adjusted over the family (Holm), and intervals can be had that hold all at once.
 *
 * <p>The verdicts, with L = ln(1 + precision) and α' = {@link Criteria#testedAlpha}:
 *
 * <ol>
 *   <li>fewer than the least trials on a side: {@link Verdict#EXPLORATORY};
 *   <li>a side that may still move ({@link Contender#leftToGo}): {@link Verdict#FASTER_SIZE_UNCERTAIN} when the
 *       adjusted {@link Welch#pBeyond} of L and what both have left to go is below α', else
 *       {@link Verdict#CANNOT_TELL};
 *   <li>the interval of level 1 − 2α' inside ±L: {@link Verdict#PRACTICALLY_EQUAL}. Its α holds for the pair, not for
 *       the family; {@link Comparison#differenceBelow} holds for the family;
 *   <li>adjusted {@link Welch#pBeyond} below α': {@link Verdict#CLEARLY_FASTER};
 *   <li>adjusted {@link Welch#pDifferent} below α': {@link Verdict#FASTER_SIZE_UNCERTAIN} or, when |d| is below L,
 *       {@link Verdict#FASTER_BUT_LITTLE};
 *   <li>else {@link Verdict#CANNOT_TELL}.
 * </ol>
 */
public final class Family {
    private final List<Contender> contenders;
    private final Blocks blocks;
    private final Criteria criteria;
    private final List<Comparison> comparisons;

    private Family(List<Contender> contenders, Blocks blocks, Criteria criteria) {
        this.contenders = contenders;
        this.blocks = blocks;
        this.criteria = criteria;
        this.comparisons = judged(blocks, pairs(contenders.size()), criteria);
    }

    /** Compares every contender with every other. */
    public static Family of(List<Contender> contenders, Criteria criteria) {
        List<Contender> members = List.copyOf(contenders);
        members.forEach(Contender::sample); // which refuses what is no time
        return new Family(members, Blocks.of(members, criteria.minTrials()), criteria);
    }

    /**
     * Compares each contender of {@code some} with the one at the same place of {@code others}, and no two else: the
     * same cells in two runs, whose rounds have nothing in common. All these pairs are one family.
     *
     * @return as many comparisons, in their order; a is the one of {@code some} and has its place as index, b the other
     *     one and goes on counting
     * @throws IllegalArgumentException when there are not as many others
     */
    public static List<Comparison> sideBySide(List<Contender> some, List<Contender> others, Criteria criteria) {
        int n = some.size();
        if (others.size() != n) {
            throw new IllegalArgumentException(
                    "side by side there are as many on either side, not " + n + " and " + others.size());
        }
        List<Contender> members = Stream.concat(some.stream(), others.stream()).toList();
        List<int[]> pairs =
                IntStream.range(0, n).mapToObj(i -> new int[] {i, n + i}).toList();
        return judged(Blocks.none(members), pairs, criteria);
    }

    private static List<Comparison> judged(Blocks blocks, List<int[]> pairs, Criteria criteria) {
        List<Welch> welches =
                pairs.stream().map(pair -> blocks.welch(pair[0], pair[1])).toList();
        double limit = criteria.limit();
        double[] different =
                Holm.adjust(welches.stream().mapToDouble(Welch::pDifferent).toArray());
        double[] beyond = Holm.adjust(IntStream.range(0, pairs.size())
                .mapToDouble(i -> welches.get(i).pBeyond(limit + leftToGo(blocks, pairs.get(i))))
                .toArray());
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> {
                    int a = pairs.get(i)[0];
                    int b = pairs.get(i)[1];
                    Contender first = blocks.counted(a);
                    Contender second = blocks.counted(b);
                    return new Comparison(
                            a,
                            b,
                            welches.get(i),
                            pairs.size(),
                            criteria,
                            criteria.paid(different[i]),
                            criteria.paid(beyond[i]),
                            ProbabilityOfFaster.of(first.trialMeans(), second.trialMeans()),
                            verdict(
                                    welches.get(i),
                                    leftToGo(blocks, pairs.get(i)) == 0,
                                    different[i],
                                    beyond[i],
                                    criteria));
                })
                .toList();
    }

    private static double leftToGo(Blocks blocks, int[] pair) {
        return blocks.counted(pair[0]).leftToGo() + blocks.counted(pair[1]).leftToGo();
    }

    private static Verdict verdict(Welch welch, boolean steady, double pDifferent, double pBeyond, Criteria criteria) {
        if (Math.min(welch.a().n(), welch.b().n()) < criteria.minTrials()) {
            return Verdict.EXPLORATORY;
        }
        if (!steady) {
            return pBeyond < criteria.testedAlpha() ? Verdict.FASTER_SIZE_UNCERTAIN : Verdict.CANNOT_TELL;
        }
        if (welch.pEquivalent(criteria.limit()) < criteria.testedAlpha()) {
            return Verdict.PRACTICALLY_EQUAL;
        }
        if (pBeyond < criteria.testedAlpha()) {
            return Verdict.CLEARLY_FASTER;
        }
        if (pDifferent < criteria.testedAlpha()) {
            return Math.abs(welch.d()) >= criteria.limit() ? Verdict.FASTER_SIZE_UNCERTAIN : Verdict.FASTER_BUT_LITTLE;
        }
        return Verdict.CANNOT_TELL;
    }

    public List<Contender> contenders() {
        return contenders;
    }

    /** Every pair once, the one of the smaller index as a. */
    public List<Comparison> comparisons() {
        return comparisons;
    }

    /** The comparison of two contenders, seen from a. */
    public Comparison comparison(int a, int b) {
        for (Comparison comparison : comparisons) {
            if (comparison.a() == a && comparison.b() == b) {
                return comparison;
            }
            if (comparison.a() == b && comparison.b() == a) {
                return comparison.reversed();
            }
        }
        throw new IllegalArgumentException("no pair of contenders " + a + " and " + b + " among " + contenders.size());
    }

    /** Whether every pair is as precise as the stop rule asks. */
    public boolean settled() {
        return new StopRule(criteria).settled(blocks);
    }

    /**
     * The trials of a contender that its comparisons count, as a sample by itself: their mean is what the ratios are
     * ratios of.
     */
    public Sample sample(int contender) {
        return blocks.alone(contender);
    }

    /**
     * The contenders by the estimates that are compared, the fastest first; those with too few trials for a verdict
     * stand behind the others, lest all are held against one of which nothing can be said.
     */
    public List<Integer> order() {
        return IntStream.range(0, contenders.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> !hasEnough(i))
                        .thenComparingDouble(i -> sample(i).mean())
                        .thenComparing(i -> contenders.get(i).name()))
                .toList();
    }

    /** Whether a contender has trials enough for a verdict. */
    public boolean hasEnough(int contender) {
        return sample(contender).n() >= criteria.minTrials();
    }

    /**
     * From 1 + how many are called faster than this one, to their number less how many it is called faster than. What
     * verdicts call equal, or cannot tell, is not ranked apart.
     */
    public Rank rank(int contender) {
        int faster = 0;
        int slower = 0;
        for (Comparison comparison : comparisons) {
            if (comparison.faster().isPresent() && (comparison.a() == contender || comparison.b() == contender)) {
                if (comparison.faster().getAsInt() == contender) {
                    slower++;
                } else {
                    faster++;
                }
            }
        }
        return new Rank(1 + faster, contenders.size() - slower);
    }

    private static List<int[]> pairs(int members) {
        List<int[]> pairs = new ArrayList<>();
        for (int a = 0; a < members; a++) {
            for (int b = a + 1; b < members; b++) {
                pairs.add(new int[] {a, b});
            }
        }
        return pairs;
    }
}
