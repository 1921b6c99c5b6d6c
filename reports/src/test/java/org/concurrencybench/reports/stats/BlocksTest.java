package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;

class BlocksTest {
    /**
     * R's data set {@code sleep} ("Student" (1908), The probable error of a mean, Biometrika 6): t.test(paired = TRUE) gives
     * t = -4.0621, df = 9, p = .002833, interval [-2.4598858, -0.7001142].
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
        Contender shorter = new Contender("shorter", List.of(1, 2, 3, 4, 5), List.of(20.0, 21.0, 22.0, 23.0, 24.0), 0);
        assertEquals(5, Blocks.samples(List.of(whole, shorter)).getFirst().n());
        Contender other = new Contender("other", List.of(7, 8, 9), List.of(20.0, 21.0, 22.0), 0);
        assertEquals(List.of(whole.sample(), other.sample()), Blocks.samples(List.of(whole, other)));
        assertEquals(List.of(whole.sample()), Blocks.samples(List.of(whole)));
    }
}
