package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProbabilityOfFasterTest {
    @Test
    void isMannWhitneysCountOverAllPairs() {
        // R: example of ?wilcox.test, W = 35 of 50 pairs have x above y
        double[] x = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
        double[] y = {1.15, 0.88, 0.90, 0.74, 1.21};
        assertEquals(35 / 50.0, ProbabilityOfFaster.of(y, x), 1e-15);
        assertEquals(15 / 50.0, ProbabilityOfFaster.of(x, y), 1e-15);
    }

    @Test
    void countsTiesHalf() {
        assertEquals(0.5, ProbabilityOfFaster.of(new double[] {3, 3}, new double[] {3, 3, 3}));
        // pairs (1,1) ½, (1,2) 1, (2,1) 0, (2,2) ½
        assertEquals(0.5, ProbabilityOfFaster.of(new double[] {1, 2}, new double[] {2, 1}));
        // (1,2) 1, (1,2) 1, (2,2) ½, (2,2) ½
        assertEquals(0.75, ProbabilityOfFaster.of(new double[] {1, 2}, new double[] {2, 2}));
    }

    @Test
    void isOneWhenEveryTrialIsFaster() {
        double[] fast = new double[1000];
        double[] slow = new double[1000];
        Arrays.setAll(fast, i -> i + 1.0);
        Arrays.setAll(slow, i -> i + 2000.0);
        assertEquals(1, ProbabilityOfFaster.of(fast, slow));
        assertEquals(0, ProbabilityOfFaster.of(slow, fast));
    }

    @Test
    void refusesNothingAndNaN() {
        double[] one = {1};
        assertThrows(IllegalArgumentException.class, () -> ProbabilityOfFaster.of(one, new double[0]));
        assertThrows(IllegalArgumentException.class, () -> ProbabilityOfFaster.of(one, new double[] {Double.NaN, 1}));
        assertThrows(IllegalArgumentException.class, () -> ProbabilityOfFaster.of(new double[] {Double.NaN}, one));
    }
}
