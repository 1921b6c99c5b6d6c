package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;

class WelchTest {
    /** R's data set {@code sleep}, extra hours of sleep under two drugs ("Student", 1908). */
    private static final double[] DRUG_1 = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

    private static final double[] DRUG_2 = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    private static final Welch SLEEP = new Welch(Sample.ofLogs(DRUG_1), Sample.ofLogs(DRUG_2));

    @Test
    void sleepDataGiveWhatRPrints() {
        // R: t.test(extra ~ group, data = sleep)
        assertEquals(-1.8608, SLEEP.d() / SLEEP.se(), 5e-5);
        assertEquals(17.776, SLEEP.df(), 5e-4);
        assertEquals(0.07939, SLEEP.pDifferent(), 5e-6);
        assertEquals(-3.36548, SLEEP.interval(0.95).low(), 5e-6);
        assertEquals(0.20548, SLEEP.interval(0.95).high(), 5e-6);
    }

    @Test
    void sleepDataGiveWhatScipyComputes() {
        // scipy 1.17.1: ttest_ind(a, b, equal_var=False), .confidence_interval(level); t(df).sf(...)
        assertEquals(-3.053381497331607, SLEEP.interval(0.90).low(), 1e-7);
        assertEquals(-0.10661850266839323, SLEEP.interval(0.90).high(), 1e-7);
        assertEquals(-4.695458575827745, SLEEP.interval(1 - 0.05 / 28).low(), 1e-7);
        assertEquals(0.12234136646628598, SLEEP.pBeyond(0.5), 1e-12);
        assertEquals(0.005361624103159117, SLEEP.pEquivalent(4), 1e-12);
    }

    @Test
    void equivalenceIsTheIntervalOfLevelOneMinusTwoAlphaInsideTheLimit() {
        double end = -SLEEP.interval(0.90).low();
        assertTrue(SLEEP.pEquivalent(end + 1e-6) < 0.05);
        assertTrue(SLEEP.pEquivalent(end - 1e-6) > 0.05);
    }

    @Test
    void beyondIsNeverMoreSignificantThanDifferent() {
        double last = SLEEP.pBeyond(0);
        assertEquals(SLEEP.pDifferent(), last);
        for (double limit = 0.1; limit < 5; limit += 0.1) {
            double p = SLEEP.pBeyond(limit);
            assertTrue(p >= last && p <= 1);
            last = p;
        }
    }

    @Test
    void agreesWithCommonsMathOnAThousandTrials() {
        Well19937c random = new Well19937c(7);
        double[] a = new double[1000];
        double[] b = new double[40];
        for (int i = 0; i < a.length; i++) {
            a[i] = random.nextGaussian();
        }
        for (int i = 0; i < b.length; i++) {
            b[i] = 0.3 + 2 * random.nextGaussian();
        }
        assertEquals(new TTest().tTest(a, b), new Welch(Sample.ofLogs(a), Sample.ofLogs(b)).pDifferent(), 1e-12);
    }

    @Test
    void ratioIsTheTimeOfAOverTheTimeOfB() {
        Welch welch = new Welch(Sample.of(10, 10.1, 9.9), Sample.of(20, 20.2, 19.8));
        assertEquals(0.5, welch.ratio(), 1e-12);
        assertTrue(welch.ratioInterval(0.95).contains(0.5));
    }

    @Test
    void samplesThatDoNotVaryAreJudgedWithCertainty() {
        Welch apart = new Welch(Sample.of(2, 2, 2), Sample.of(3, 3, 3));
        assertEquals(0, apart.pDifferent());
        assertEquals(0, apart.pBeyond(0.1));
        assertEquals(1, apart.pEquivalent(0.1));
        assertEquals(new Interval(apart.d(), apart.d()), apart.interval(0.95));
        assertEquals(4, apart.df());
        Welch alike = new Welch(Sample.of(2, 2, 2), Sample.of(2, 2));
        assertEquals(1, alike.pDifferent());
        assertEquals(1, alike.pBeyond(0.1));
        assertEquals(0, alike.pEquivalent(0.1));
    }

    @Test
    void oneSideThatDoesNotVaryLeavesTheOthersDegreesOfFreedom() {
        assertEquals(2, new Welch(Sample.of(1, 2, 3), Sample.of(2, 2, 2, 2)).df(), 1e-12);
    }

    @Test
    void tinyVariancesDoNotUnderflow() {
        Welch welch = new Welch(new Sample(5, 0, 1e-200), new Sample(5, 0, 1e-200));
        assertEquals(8, welch.df(), 1e-9);
    }

    @Test
    void oneTrialShowsNothing() {
        Welch welch = new Welch(Sample.of(1.0), Sample.of(100, 101, 102));
        assertEquals(1, welch.pDifferent(), 1e-12);
        assertEquals(1, welch.pBeyond(0.1), 1e-12);
        assertEquals(0.5, welch.pEquivalent(0.1), 1e-12);
        assertEquals(new Interval(0, Double.POSITIVE_INFINITY), welch.ratioInterval(0.95));
    }
}
