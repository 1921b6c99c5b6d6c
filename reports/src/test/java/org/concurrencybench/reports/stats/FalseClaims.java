package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/** Counts what is said of families whose truth is known, with the stop rule on. */
final class FalseClaims {
    private static final double ALPHA = 0.05;

    private final Scenario scenario;
    private final int families;
    private final Map<Verdict, Integer> ofDifferingPairs = new EnumMap<>(Verdict.class);
    private int differingPairs;
    private int rounds;
    private int settled;
    private int clearly;
    private int faster;
    private int equal;
    private int equalPairs;
    private int outside;

    private FalseClaims(Scenario scenario, int families) {
        this.scenario = scenario;
        this.families = families;
    }

    static FalseClaims count(Scenario scenario, int families, int seed) {
        FalseClaims counts = new FalseClaims(scenario, families);
        RandomGenerator random = new Well19937c(seed);
        for (int i = 0; i < families; i++) {
            counts.judge(scenario.measure(random));
        }
        return counts;
    }

    private void judge(Family family) {
        double limit = Math.log1p(scenario.precision());
        boolean anyClearly = false;
        boolean anyFaster = false;
        boolean anyEqual = false;
        boolean anyOutside = false;
        for (Comparison comparison : family.comparisons()) {
            double truth = scenario.trueDifference(comparison.a(), comparison.b());
            Verdict verdict = comparison.verdict();
            boolean wrongWay = comparison.faster().isPresent()
                    && (truth == 0 || truth < 0 != (comparison.faster().getAsInt() == comparison.a()));
            anyFaster |= wrongWay;
            anyClearly |= verdict == Verdict.CLEARLY_FASTER && (wrongWay || Math.abs(truth) <= limit);
            boolean falselyEqual = verdict == Verdict.PRACTICALLY_EQUAL && Math.abs(truth) >= limit;
            anyEqual |= falselyEqual;
            anyOutside |= comparison.welch().tail(Math.abs(comparison.welch().d() - truth))
                    < Criteria.of(scenario.precision()).testedAlpha() / 2 / comparison.pairs();
            if (truth != 0 || scenario.d() == 0) {
                differingPairs++;
                equalPairs += falselyEqual ? 1 : 0;
                ofDifferingPairs.merge(verdict, 1, Integer::sum);
            }
        }
        rounds += family.contenders().getFirst().trialMeans().size();
        settled += family.settled() ? 1 : 0;
        clearly += anyClearly ? 1 : 0;
        faster += anyFaster ? 1 : 0;
        equal += anyEqual ? 1 : 0;
        outside += anyOutside ? 1 : 0;
    }

    /**
     * Families with any pair falsely called clearly faster; with any told apart that are alike, or the wrong way; pairs
     * falsely called practically equal; families with any true ratio outside its simultaneous interval.
     */
    void assertRare() {
        double bound = bound(families);
        assertAll(
                scenario + ", bound " + bound,
                () -> assertTrue(rate(clearly) <= bound, "clearly faster: " + rate(clearly)),
                () -> assertTrue(rate(faster) <= bound, "faster: " + rate(faster)),
                // Pairs of one family depend on each other: no more is known than from one pair each.
                () -> assertTrue(equalPairs() <= bound, "practically equal: " + equalPairs()),
                () -> assertTrue(rate(outside) <= bound, "outside the interval: " + rate(outside)));
    }

    static final String HEADING = """
            | precision | noise | k | true ratio | rounds | settled | clearly | faster | equal (pairs) | equal (any of family) | outside interval | said of pairs that differ, or of all if none does: clearly | other faster | equal | can't tell |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |""";

    String row() {
        return String.format(
                Locale.ROOT,
                "| %.0f %% | %s | %d | %.3f | %.1f | %.2f | %.4f | %.4f | %.4f | %.4f | %.4f | %.2f | %.2f | %.2f | %.2f |",
                100 * scenario.precision(),
                scenario.noise().name().toLowerCase(Locale.ROOT),
                scenario.models(),
                Math.exp(scenario.d()),
                rate(rounds),
                rate(settled),
                rate(clearly),
                rate(faster),
                equalPairs(),
                rate(equal),
                rate(outside),
                share(Verdict.CLEARLY_FASTER),
                share(Verdict.FASTER_SIZE_UNCERTAIN) + share(Verdict.FASTER_BUT_LITTLE),
                share(Verdict.PRACTICALLY_EQUAL),
                share(Verdict.CANNOT_TELL));
    }

    private double rate(int count) {
        return count / (double) families;
    }

    private double equalPairs() {
        return equalPairs / (double) differingPairs;
    }

    private double share(Verdict verdict) {
        return ofDifferingPairs.getOrDefault(verdict, 0) / (double) differingPairs;
    }

    /** The rate that a true 5 % exceeds in one simulation of a thousand. */
    static double bound(int families) {
        return new BinomialDistribution(null, families, ALPHA).inverseCumulativeProbability(0.999) / (double) families;
    }
}
