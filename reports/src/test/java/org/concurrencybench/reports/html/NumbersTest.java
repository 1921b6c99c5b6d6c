package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.concurrencybench.reports.analysis.Estimate;
import org.concurrencybench.reports.analysis.Numbers;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void digitsFollowTheWidthOfTheInterval() {
        assertEquals("4.95× [4.91, 5.02]", Words.ratio(new Estimate(4.9531, 4.9102, 5.0199)));
        assertEquals("1.2× [0.9, 1.6]", Words.ratio(new Estimate(1.234, 0.91, 1.63)));
        assertEquals("111× [108, 115]", Words.ratio(new Estimate(111.3, 107.6, 115.1)));
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
