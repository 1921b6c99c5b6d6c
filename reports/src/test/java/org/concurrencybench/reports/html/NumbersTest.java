package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.concurrencybench.reports.analysis.Estimate;
import org.concurrencybench.reports.analysis.Numbers;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void digitsFollowTheWidthOfTheInterval() {
        assertEquals("4.95× [4.91, 5.02]", Words.ratio(new Estimate(4.9531, 4.9102, 5.0199), 0.1));
        assertEquals("1.2× [0.7, 1.6]", Words.ratio(new Estimate(1.234, 0.71, 1.63), 0.1));
        assertEquals("111× [108, 115]", Words.ratio(new Estimate(111.3, 107.6, 115.1), 0.1));
    }

    @Test
    void digitsShowOnWhichSideOfEveryBorderOfTheVerdictsANumberLies() {
        assertEquals("1.03–1.07×", Numbers.range(new Estimate(1.05, 1.03, 1.07), 0.1));
        assertEquals("1.03–1.14×", Numbers.range(new Estimate(1.08, 1.03, 1.14), 0.1));
        assertEquals("0.980–1.097×", Numbers.range(new Estimate(1.04, 0.98, 1.097), 0.1));
        assertEquals("0.999–1.300×", Numbers.range(new Estimate(1.14, 0.99891, 1.3), 0.1));
        assertEquals("1.0001–1.3000×", Numbers.range(new Estimate(1.14, 1.000001, 1.3), 0.1));
        assertEquals("0.9500–1.0999×", Numbers.range(new Estimate(1.0, 0.95, 1.0999999), 0.1));
        assertEquals("1.052× [1.004, 1.099]", Words.ratio(new Estimate(1.052, 1.004, 1.099), 0.1));
        assertEquals("about 1.3×", Numbers.range(new Estimate(1.27, null, null), 0.1));
    }

    @Test
    void boundsAreRoundedUp() {
        assertEquals("27 %", Numbers.percentAtMost(0.261));
        assertEquals("26 %", Numbers.percentAtMost(0.26));
        assertEquals("3.2 %", Numbers.percentAtMost(0.0313));
    }

    @Test
    void nounsFollowTheirNumber() {
        assertEquals("0 rounds", Numbers.count(0, "round"));
        assertEquals("1 round", Numbers.count(1, "round"));
        assertEquals("2 rounds", Numbers.count(2, "round"));
    }

    @Test
    void allEndsOfATimeAreInTheUnitOfTheEstimate() {
        assertEquals("5.13 [4.99, 5.27] µs", Words.time(new Estimate(5130, 4990.0, 5270.0)));
        assertEquals("1.00 [0.98, 1.02] ms", Words.time(new Estimate(1e6, 9.8e5, 1.02e6)));
    }

    @Test
    void roundingNeverShowsAnExponentOrAZeroProbability() {
        assertEquals("12345", Numbers.significant(12_345, 3));
        assertEquals("0.0000012", Numbers.significant(1.23e-6, 2));
        assertEquals("<0.0001", Numbers.probability(1e-30));
        assertEquals("0.010", Numbers.probability(0.0103));
        assertEquals("0.52", Numbers.probability(0.519));
    }

    @Test
    void percentagesHaveNoIdleZeros() {
        assertEquals("10 %", Numbers.percent(0.1));
        assertEquals("2.5 %", Numbers.percent(0.025));
        assertEquals("3 %", Numbers.percent(0.03));
        assertEquals("100 %", Numbers.percent(1));
    }
}
