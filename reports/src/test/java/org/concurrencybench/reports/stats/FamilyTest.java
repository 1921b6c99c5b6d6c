package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FamilyTest {
    private static final Criteria TEN_PERCENT = Criteria.of(0.10);
    /** Logs with mean 0 and standard deviation 1. */
    private static final double[] SHAPE = {-1.2, -0.6, 0.0, 0.6, 1.2, -1.2, -0.6, 0.0, 0.6, 1.2};

    @Test
    void differenceWellBeyondThePrecisionIsClearlyFaster() {
        Comparison comparison = compare(trials("fast", 100, 0.02), trials("slow", 200, 0.02));
        assertEquals(Verdict.CLEARLY_FASTER, comparison.verdict());
        assertEquals(OptionalInt.of(0), comparison.faster());
        assertEquals(0.5, comparison.ratio(), 1e-9);
        assertEquals(1, comparison.probabilityOfFaster());
        assertTrue(comparison.interval().contains(0.5));
        assertTrue(comparison.simultaneousInterval().contains(0.5));
        assertEquals(10, comparison.trialsOfA());
    }

    @Test
    void sideBySideOnlyCounterpartsAreComparedAndAllOfThemAreOneFamily() {
        Contender slower = Contender.of("slower", 130, 131, 129, 130, 132);
        Contender same = Contender.of("same", 99, 101, 100, 102, 98);
        Contender before = Contender.of("before", 100, 101, 99, 100, 102);
        List<Comparison> alone = Family.sideBySide(List.of(slower), List.of(before), TEN_PERCENT);
        List<Comparison> both = Family.sideBySide(List.of(slower, same), List.of(before, before), TEN_PERCENT);
        assertEquals(2, both.size());
        assertEquals(Verdict.CLEARLY_FASTER, both.getFirst().verdict());
        assertEquals(2, both.getFirst().faster().getAsInt(), "b goes on counting");
        assertEquals(1.3, both.getFirst().ratio(), 0.01);
        assertEquals(2 * alone.getFirst().pBeyond(), both.getFirst().pBeyond(), 1e-12);
        assertEquals(Verdict.PRACTICALLY_EQUAL, both.get(1).verdict());
        assertEquals(List.of(), Family.sideBySide(List.of(), List.of(), TEN_PERCENT));
        assertThrows(IllegalArgumentException.class, () -> Family.sideBySide(List.of(slower), List.of(), TEN_PERCENT));
    }

    @Test
    void differenceThatMayBeWithinThePrecisionHasAnUncertainSize() {
        assertVerdict(Verdict.FASTER_SIZE_UNCERTAIN, 0, 1.12, 0.03);
    }

    @Test
    void smallDifferenceThatMayBeLargerIsLittle() {
        assertVerdict(Verdict.FASTER_BUT_LITTLE, 0, 1.09, 0.05);
    }

    @Test
    void smallDifferenceThatCannotBeLargerIsPracticalEqualityHoweverSignificant() {
        Comparison comparison = assertVerdict(Verdict.PRACTICALLY_EQUAL, null, 1.03, 0.01);
        assertTrue(comparison.pDifferent() < 0.001);
        assertTrue(comparison.equivalenceInterval().low() > 1 / 1.1);
        assertTrue(comparison.differenceBelow() < 0.10);
    }

    @Test
    void wideIntervalAroundNothingCannotTellButBounds() {
        Comparison comparison = assertVerdict(Verdict.CANNOT_TELL, null, 1.03, 0.15);
        assertFalse(comparison.settled());
        assertTrue(comparison.trialsToSettle().getAsInt() > 10);
        Interval interval = comparison.simultaneousInterval();
        assertEquals(Math.max(interval.high(), 1 / interval.low()) - 1, comparison.differenceBelow(), 1e-12);
    }

    @Test
    void fewerThanFiveTrialsAreExploratory() {
        Comparison comparison = compare(Contender.of("a", 1, 1.01, 1.02, 1.03), trials("b", 9, 0.01));
        assertEquals(Verdict.EXPLORATORY, comparison.verdict());
        assertEquals(OptionalInt.empty(), comparison.faster());
    }

    @Test
    void oneTrialIsExploratoryAndLeavesTheOthersTheirVerdicts() {
        Family family =
                Family.of(List.of(Contender.of("one", 5), trials("b", 1, 0.01), trials("c", 2, 0.01)), TEN_PERCENT);
        assertEquals(Verdict.EXPLORATORY, family.comparison(0, 1).verdict());
        assertEquals(Verdict.CLEARLY_FASTER, family.comparison(1, 2).verdict());
        assertFalse(family.settled());
        assertEquals(new Rank(1, 3), family.rank(0));
        assertEquals(Double.POSITIVE_INFINITY, family.comparison(0, 1).differenceBelow());
        assertEquals(OptionalInt.empty(), family.comparison(0, 1).trialsToSettle());
    }

    /** Half the time, with a change of 2 % that may go on five times as far, and of 15 %. */
    @ParameterizedTest
    @EnumSource
    void whatMayStillMoveIsFasterOnlyByMoreThanThatAndKeepsItsInterval(Steadiness steadiness) {
        Verdict little = switch (steadiness) {
            case STEADY, STILL_CHANGING, NOT_JUDGED -> Verdict.CLEARLY_FASTER;
            case CHANGED_TOO_MUCH -> Verdict.FASTER_SIZE_UNCERTAIN;
            case TOO_MANY_UNSTEADY -> Verdict.CANNOT_TELL;
        };
        Verdict much = steadiness == Steadiness.CHANGED_TOO_MUCH ? Verdict.CANNOT_TELL : little;
        assertEquals(little, halfTheTime(steadiness.leftToGo(-0.02)).verdict());
        assertEquals(much, halfTheTime(steadiness.leftToGo(-0.15)).verdict());
        assertEquals(0.5, halfTheTime(steadiness.leftToGo(-0.15)).ratio(), 1e-9);
    }

    @Test
    void whatMayStillMoveIsNotEqual() {
        Contender one = trials("one", 100, 0.02);
        Contender other = trials("other", 101, 0.02);
        assertEquals(Verdict.PRACTICALLY_EQUAL, compare(one, other).verdict());
        Contender moving = new Contender("one", one.rounds(), one.trialMeans(), 0.05);
        assertEquals(Verdict.CANNOT_TELL, compare(moving, other).verdict());
    }

    private static Comparison halfTheTime(double leftToGo) {
        Contender fast = trials("fast", 100, 0.02);
        return compare(new Contender("fast", fast.rounds(), fast.trialMeans(), leftToGo), trials("slow", 200, 0.02));
    }

    @Test
    void oneMissingTrialMakesNoOtherPairExploratory() {
        List<Contender> contenders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            double[] means = new double[5];
            for (int trial = 0; trial < 5; trial++) {
                means[trial] = Math.pow(2, i) * Math.exp(0.02 * SHAPE[(trial * (i + 1)) % 7]);
            }
            contenders.add(Contender.of("m" + i, means));
        }
        contenders.add(Contender.of("four", 0.5, 0.51, 0.52, 0.5));
        Family family = Family.of(contenders, TEN_PERCENT);
        for (Comparison comparison : family.comparisons()) {
            assertEquals(comparison.b() == 4 ? Verdict.EXPLORATORY : Verdict.CLEARLY_FASTER, comparison.verdict());
        }
        assertEquals(
                List.of(0, 1, 2, 3, 4), family.order(), "nobody is held against the one that nothing can be said of");
        assertFalse(family.settled());
    }

    /** All trials of a are the faster in their rounds; its last is missing, in a round that was fast for all. */
    @Test
    void theOrderIsThatOfTheRoundsThatAreCompared() {
        Contender a = Contender.of("a", 100, 101, 100, 99, 100);
        Contender b = Contender.of("b", 115, 116, 115, 114, 115, 30);
        Family family = Family.of(List.of(b, a), TEN_PERCENT);
        assertTrue(b.sample().mean() < a.sample().mean());
        assertEquals(List.of(1, 0), family.order());
        assertEquals(OptionalInt.of(1), family.comparison(0, 1).faster());
        assertEquals(1.15, family.comparison(0, 1).ratio(), 0.01);
        assertEquals(1, family.comparison(1, 0).probabilityOfFaster());
    }

    @Test
    void figuresWithoutAnyVarianceGetVerdictsToo() {
        assertEquals(
                Verdict.CLEARLY_FASTER,
                compare(constant("a", 1), constant("b", 2)).verdict());
        assertEquals(
                Verdict.PRACTICALLY_EQUAL,
                compare(constant("a", 1), constant("b", 1)).verdict());
        assertEquals(
                Verdict.PRACTICALLY_EQUAL,
                compare(constant("a", 1), constant("b", 1.05)).verdict());
        assertEquals(0, compare(constant("a", 1), constant("b", 1)).differenceBelow());
    }

    @Test
    void pValuesAreAdjustedOverAllPairs() {
        Family family =
                Family.of(List.of(trials("a", 100, 0.05), trials("b", 106, 0.05), trials("c", 300, 0.05)), TEN_PERCENT);
        List<Comparison> comparisons = family.comparisons();
        double[] raw = comparisons.stream()
                .mapToDouble(comparison -> comparison.welch().pDifferent())
                .toArray();
        double[] adjusted =
                comparisons.stream().mapToDouble(Comparison::pDifferent).toArray();
        assertEquals(
                Arrays.toString(
                        Arrays.stream(Holm.adjust(raw)).map(TEN_PERCENT::paid).toArray()),
                Arrays.toString(adjusted));
        assertEquals(3, comparisons.getFirst().pairs());
    }

    @Test
    void significanceIntervalAndAlphaAgree() {
        int significant = 0;
        for (double ratio = 1; ratio < 1.2; ratio += 0.001) {
            Comparison comparison = compare(trials("a", 1, 0.08), trials("b", ratio, 0.08));
            assertEquals(!comparison.interval().contains(1), comparison.pDifferent() < 0.05);
            assertEquals(comparison.faster().isPresent(), comparison.pDifferent() < 0.05);
            significant += comparison.faster().isPresent() ? 1 : 0;
        }
        assertTrue(significant > 50 && significant < 150);
    }

    @Test
    void ranksAreIntervalsThatVerdictsAllow() {
        // a and b are practically equal, c is slower than both; d has too few trials to be placed
        Family family = Family.of(
                List.of(
                        trials("a", 100, 0.01),
                        trials("b", 101, 0.01),
                        trials("c", 300, 0.01),
                        Contender.of("d", 50, 51)),
                TEN_PERCENT);
        assertEquals(new Rank(1, 3), family.rank(0));
        assertEquals(new Rank(1, 3), family.rank(1));
        assertEquals(new Rank(3, 4), family.rank(2));
        assertEquals(new Rank(1, 4), family.rank(3));
    }

    @Test
    void reversedSaysTheSameFromTheOtherSide() {
        Family family = Family.of(List.of(trials("a", 100, 0.05), trials("b", 130, 0.05)), TEN_PERCENT);
        Comparison seenFromB = family.comparison(1, 0);
        assertEquals(1, seenFromB.a());
        assertEquals(1.3, seenFromB.ratio(), 1e-9);
        assertEquals(OptionalInt.of(0), seenFromB.faster());
        assertEquals(family.comparison(0, 1), seenFromB.reversed());
        assertEquals(
                1 / family.comparison(0, 1).interval().high(),
                seenFromB.interval().low(),
                1e-12);
        assertThrows(IllegalArgumentException.class, () -> family.comparison(0, 0));
    }

    @Test
    void singleContenderHasNoPairsAndRankOne() {
        Family family = Family.of(List.of(trials("only", 1, 0.1)), TEN_PERCENT);
        assertEquals(List.of(), family.comparisons());
        assertEquals(new Rank(1, 1), family.rank(0));
        assertTrue(family.settled());
    }

    @Test
    void thousandTrialsOfEightContendersAreJudged() {
        List<Contender> contenders = IntStream.range(0, 8)
                .mapToObj(i -> Contender.of(
                        "m" + i,
                        IntStream.range(0, 1000)
                                .mapToDouble(trial -> (1 + i * 0.001) * Math.exp(0.05 * SHAPE[trial % SHAPE.length]))
                                .toArray()))
                .toList();
        Family family = Family.of(contenders, TEN_PERCENT);
        assertEquals(28, family.comparisons().size());
        assertTrue(family.comparisons().stream().allMatch(c -> c.verdict() == Verdict.PRACTICALLY_EQUAL));
    }

    @Test
    void brokenTrialIsReportedWithItsContendersName() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> compare(Contender.of("virtual-threads", 1, Double.NaN), constant("b", 1)))
                .getMessage();
        assertTrue(message.startsWith("virtual-threads: trial mean 2 of 2 is NaN"), message);
        assertThrows(IllegalArgumentException.class, () -> Contender.of("none"));
    }

    private static Comparison assertVerdict(Verdict verdict, Integer faster, double ratio, double deviation) {
        Comparison comparison = compare(trials("a", 1, deviation), trials("b", ratio, deviation));
        assertEquals(verdict, comparison.verdict());
        assertEquals(faster == null ? OptionalInt.empty() : OptionalInt.of(faster), comparison.faster());
        assertEquals(faster == null ? OptionalInt.empty() : OptionalInt.of(faster), reversed(ratio, deviation));
        return comparison;
    }

    /** The same two the other way round: the verdict must not depend on the order. */
    private static OptionalInt reversed(double ratio, double deviation) {
        OptionalInt faster = compare(trials("b", ratio, deviation), trials("a", 1, deviation))
                .faster();
        return faster.isEmpty() ? faster : OptionalInt.of(1 - faster.getAsInt());
    }

    private static Comparison compare(Contender a, Contender b) {
        return Family.of(List.of(a, b), TEN_PERCENT).comparison(0, 1);
    }

    private static Contender constant(String name, double value) {
        return Contender.of(name, value, value, value, value, value);
    }

    /** In rounds of its own: all have the same shape, which blocks would take for the machine's. */
    private static Contender trials(String name, double level, double deviation) {
        List<Double> means = Arrays.stream(SHAPE)
                .mapToObj(shape -> level * Math.exp(deviation * shape))
                .toList();
        int first = 1000 * name.charAt(0);
        return new Contender(
                name, IntStream.range(first, first + means.size()).boxed().toList(), means, 0);
    }
}
