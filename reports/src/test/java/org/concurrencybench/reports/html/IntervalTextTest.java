package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.NumberText;
import org.junit.jupiter.api.Test;

class IntervalTextTest {
    @Test
    void digitsFollowTheWidthOfTheInterval() {
        assertEquals("4.95× [4.91, 5.02]", IntervalText.ratio(new Estimate(4.9531, 4.9102, 5.0199), 0.1));
        assertEquals("1.2× [0.7, 1.6]", IntervalText.ratio(new Estimate(1.234, 0.71, 1.63), 0.1));
        assertEquals("111× [108, 115]", IntervalText.ratio(new Estimate(111.3, 107.6, 115.1), 0.1));
    }

    @Test
    void digitsShowOnWhichSideOfEveryBorderOfTheVerdictsANumberLies() {
        assertEquals("1.03–1.07×", NumberText.range(new Estimate(1.05, 1.03, 1.07), 0.1));
        assertEquals("1.03–1.14×", NumberText.range(new Estimate(1.08, 1.03, 1.14), 0.1));
        assertEquals("0.980–1.097×", NumberText.range(new Estimate(1.04, 0.98, 1.097), 0.1));
        assertEquals("0.999–1.300×", NumberText.range(new Estimate(1.14, 0.99891, 1.3), 0.1));
        assertEquals("1.0001–1.3000×", NumberText.range(new Estimate(1.14, 1.000001, 1.3), 0.1));
        assertEquals("0.9500–1.0999×", NumberText.range(new Estimate(1.0, 0.95, 1.0999999), 0.1));
        assertEquals("1.052× [1.004, 1.099]", IntervalText.ratio(new Estimate(1.052, 1.004, 1.099), 0.1));
        assertEquals("about 1.3×", NumberText.range(new Estimate(1.27, null, null), 0.1));
    }

    @Test
    void boundsAreRoundedUp() {
        assertEquals("27 %", NumberText.percentAtMost(0.261));
        assertEquals("26 %", NumberText.percentAtMost(0.26));
        assertEquals("3.2 %", NumberText.percentAtMost(0.0313));
    }

    @Test
    void nounsFollowTheirNumber() {
        assertEquals("0 rounds", NumberText.count(0, "round"));
        assertEquals("1 round", NumberText.count(1, "round"));
        assertEquals("2 rounds", NumberText.count(2, "round"));
    }

    @Test
    void allEndsOfATimeAreInTheUnitOfTheEstimate() {
        assertEquals("5.13 [4.99, 5.27] µs", IntervalText.time(new Estimate(5130, 4990.0, 5270.0)));
        assertEquals("1.00 [0.98, 1.02] ms", IntervalText.time(new Estimate(1e6, 9.8e5, 1.02e6)));
    }

    @Test
    void roundingNeverShowsAnExponentOrAZeroProbability() {
        assertEquals("12345", NumberText.significant(12_345, 3));
        assertEquals("0.0000012", NumberText.significant(1.23e-6, 2));
        assertEquals("<0.0001", NumberText.probability(1e-30));
        assertEquals("0.010", NumberText.probability(0.0103));
        assertEquals("0.52", NumberText.probability(0.519));
    }

    @Test
    void percentagesHaveNoIdleZeros() {
        assertEquals("10 %", NumberText.percent(0.1));
        assertEquals("2.5 %", NumberText.percent(0.025));
        assertEquals("3 %", NumberText.percent(0.03));
        assertEquals("100 %", NumberText.percent(1));
    }
}
