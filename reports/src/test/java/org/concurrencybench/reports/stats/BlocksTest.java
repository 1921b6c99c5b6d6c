package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;

class BlocksTest {
    /**
     * R's data set {@code sleep} ("Student" (1908), The probable error of a mean, Biometrika 6): t.test(paired = TRUE)
     * gives t = -4.0621, df = 9, p = .002833, interval [-2.4598858, -0.7001142].
     */
    @Test
    void twoMembersAreThePairedTTest() {
        double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
        double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
        List<Sample> samples = Blocks.samples(new double[][] {first, second});
        Welch welch = new Welch(samples.get(0), samples.get(1));
        assertEquals(-4.0621, welch.d() / welch.se(), 5e-5);
        assertEquals(9, welch.df(), 1e-9);
        assertEquals(0.002833, welch.pDifferent(), 5e-7);
        assertEquals(new TTest().pairedTTest(first, second), welch.pDifferent(), 1e-12);
        assertEquals(-2.4598858, welch.interval(0.95).low(), 5e-8);
        assertEquals(-0.7001142, welch.interval(0.95).high(), 5e-8);
    }

    @Test
    void whatHappensToWholeRoundsDoesNotCount() {
        double[][] quiet = {{1, 2, 3, 1, 2}, {4, 4, 5, 3, 3}, {0, 2, 1, 1, 0}};
        double[][] moved = new double[3][5];
        double[] rounds = {0, 7, -3, 11, 2};
        for (int member = 0; member < 3; member++) {
            for (int round = 0; round < 5; round++) {
                moved[member][round] = quiet[member][round] + rounds[round];
            }
        }
        List<Sample> before = Blocks.samples(quiet);
        List<Sample> after = Blocks.samples(moved);
        for (int member = 0; member < 3; member++) {
            assertEquals(before.get(member).variance(), after.get(member).variance(), 1e-12);
        }
        assertEquals(new Welch(before.get(0), before.get(1)).d(), new Welch(after.get(0), after.get(1)).d(), 1e-12);
    }

    /** The mean of the members' variances is the residual mean square of the analysis of variance in two ways. */
    @Test
    void meanOfTheVariancesIsTheResidualMeanSquare() {
        double[][] logs = {{9, 5, 7, 6}, {8, 3, 4, 6}, {10, 6, 8, 5}};
        double grand = 77.0 / 12;
        double[] rounds = {9, 14.0 / 3, 19.0 / 3, 17.0 / 3};
        double[] members = {27.0 / 4, 21.0 / 4, 29.0 / 4};
        double squares = 0;
        for (int m = 0; m < 3; m++) {
            for (int r = 0; r < 4; r++) {
                squares += Math.pow(logs[m][r] - members[m] - rounds[r] + grand, 2);
            }
        }
        double mean = Blocks.samples(logs).stream()
                .mapToDouble(Sample::variance)
                .average()
                .orElseThrow();
        assertEquals(squares / (2 * 3), mean, 1e-12);
    }

    @Test
    void onlyRoundsOfAllMembersCountUnlessTooFewAreLeft() {
        Contender whole = Contender.of("whole", 10, 11, 12, 13, 14, 15);
        Contender shorter = measured("shorter", 1, 2, 3, 4, 5);
        Blocks blocks = Blocks.of(List.of(whole, shorter), 5);
        assertEquals(5, blocks.counted(0).trialMeans().size());
        assertEquals(List.of(1, 2, 3, 4, 5), blocks.counted(0).rounds());
        assertNotEquals(blocks.alone(0), blocks.welch(0, 1).a());
        Contender other = measured("other", 7, 8, 9, 10, 11);
        assertUnpaired(List.of(whole, other));
        assertEquals(whole.sample(), Blocks.of(List.of(whole), 5).alone(0));
    }

    @Test
    void fewerCommonRoundsThanAVerdictNeedsAreNoBlocksWhereTheTrialsAreEnough() {
        // Five trials each, of which four are of common rounds: in blocks there would be no verdict.
        assertUnpaired(List.of(Contender.of("first", 1, 2, 3, 4, 5), measured("later", 2, 3, 4, 5, 6)));
    }

    @Test
    void aContenderWithTooFewTrialsLeavesTheOthersTheirBlocks() {
        Contender a = Contender.of("a", 10, 12, 11, 14, 13);
        Contender b = Contender.of("b", 20, 23, 21, 29, 26);
        Contender few = measured("few", 1, 2, 3, 5);
        Blocks with = Blocks.of(List.of(a, few, b), 5);
        assertEquals(Blocks.of(List.of(a, b), 5).welch(0, 1), with.welch(0, 2));
        assertEquals(new Welch(a.sample(), few.sample()), with.welch(0, 1));
    }

    @Test
    void aContenderThatMissesRoundsOfTheRestStaysOutsideTheBlocks() {
        Contender a = Contender.of("a", 10, 12, 11, 14, 13, 15, 12, 11, 13, 12);
        Contender b = Contender.of("b", 20, 23, 21, 29, 26, 29, 24, 22, 27, 24);
        Contender half = measured("half", 1, 3, 5, 7, 9);
        Blocks with = Blocks.of(List.of(half, a, b), 5);
        assertEquals(Blocks.of(List.of(a, b), 5).welch(0, 1), with.welch(1, 2));
        assertEquals(half.sample(), with.welch(0, 1).a());
    }

    /** Whatever is missing: one estimate for each contender, so that no three pairs contradict each other. */
    @Test
    void differencesOfAFamilyAddUp() {
        RandomGenerator random = new Well19937c(7);
        for (int repeat = 0; repeat < 500; repeat++) {
            List<Contender> family = new ArrayList<>();
            for (int member = 0; member < 5; member++) {
                int[] rounds = IntStream.rangeClosed(1, 9)
                        .filter(round -> random.nextDouble() < 0.85)
                        .toArray();
                family.add(measured("m" + member, rounds.length == 0 ? new int[] {1} : rounds));
            }
            Blocks blocks = Blocks.of(family, 5);
            for (int a = 0; a < 5; a++) {
                for (int b = a + 1; b < 5; b++) {
                    double d = blocks.alone(a).mean() - blocks.alone(b).mean();
                    assertEquals(d, blocks.welch(a, b).d(), 1e-12);
                }
            }
        }
    }

    private static void assertUnpaired(List<Contender> contenders) {
        Blocks blocks = Blocks.of(contenders, 5);
        assertEquals(new Welch(contenders.get(0).sample(), contenders.get(1).sample()), blocks.welch(0, 1));
    }

    /** In those rounds, by a scatter that has nothing to do with others. */
    private static Contender measured(String name, int... rounds) {
        return new Contender(
                name,
                Arrays.stream(rounds).boxed().toList(),
                Arrays.stream(rounds)
                        .mapToObj(round -> 20 + (31 * round + name.hashCode() % 17) % 7 + 0.5)
                        .toList(),
                0);
    }
}
