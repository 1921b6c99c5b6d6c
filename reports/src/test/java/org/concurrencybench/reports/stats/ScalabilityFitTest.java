package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScalabilityFitTest {
    /** R package usl, data set {@code specsdm91}: SPEC SDM91 on a Sun SPARCcenter 2000. */
    private static final List<WorkersThroughput> SPEC_SDM_91 = points(
            new double[] {1, 18, 36, 72, 108, 144, 216},
            new double[] {64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2});

    @Test
    void specSdm91GivesWhatTheRPackageUslPrints() {
        // R: usl(throughput ~ load, specsdm91), summary() and peak.scalability()
        ScalabilityFit fit = ScalabilityFit.of(SPEC_SDM_91).orElseThrow();
        assertEquals(ScalabilityForm.FULL, fit.form());
        assertEquals(0.027728, fit.alpha(), 5e-7);
        assertEquals(1.0437e-4, fit.beta(), 5e-9);
        assertEquals(89.995, fit.gamma(), 5e-4);
        assertArrayEquals(new double[] {14.21, 0.009122, 1.988e-5}, fit.standardErrors(), 5e-3);
        assertEquals(0.009122, fit.standardErrors()[1], 5e-7);
        assertEquals(1.988e-5, fit.standardErrors()[2], 5e-9);
        assertEquals(96.52, fit.peak(), 5e-3);
        assertEquals(4, fit.df());
        // t(.975, 4) = 2.776445
        assertEquals(0.027728 - 2.776445 * 0.009122, fit.alphaInterval(0.95).low(), 1e-5);
        assertTrue(fit.peakInterval(0.95).contains(96.52));
    }

    @Test
    void exactDataGiveTheirCoefficientsBack() {
        ScalabilityFit fit = ScalabilityFit.of(points(
                        new double[] {1, 2, 4, 6, 8, 10}, new double[] {1, 1.8868, 3.0769, 3.5294, 3.5398, 3.3557}))
                .orElseThrow();
        assertEquals(0.02, fit.alpha(), 1e-4);
        assertEquals(0.02, fit.beta(), 1e-4);
        assertEquals(1, fit.gamma(), 1e-4);
        assertEquals(7, fit.peak(), 1e-2);
    }

    @Test
    void fitDoesNotDependOnTheUnitOfThroughput() {
        List<WorkersThroughput> inMillions = SPEC_SDM_91.stream()
                .map(point -> new WorkersThroughput(point.workers(), point.throughput() * 1e6))
                .toList();
        ScalabilityFit fit = ScalabilityFit.of(inMillions).orElseThrow();
        assertEquals(0.027728, fit.alpha(), 5e-7);
        assertEquals(89.995e6, fit.gamma(), 500);
        assertEquals(14.21e6, fit.standardErrors()[0], 5e3);
    }

    @Test
    void negativeCoherenceIsFittedAgainAsAmdahlsLaw() {
        // Amdahl's curve with α = .1, bent upwards at the end.
        ScalabilityFit fit = ScalabilityFit.of(points(
                        new double[] {1, 2, 3, 4, 5, 6, 7, 8},
                        new double[] {1, 1.818, 2.5, 3.077, 3.571, 4.05, 4.5, 5.0}))
                .orElseThrow();
        assertEquals(ScalabilityForm.CONTENTION, fit.form());
        assertEquals(0, fit.beta());
        assertEquals(0, fit.standardErrors()[2]);
        assertEquals(0.09, fit.alpha(), 0.02);
        assertEquals(Double.POSITIVE_INFINITY, fit.peak());
        assertEquals(6, fit.df());
    }

    @Test
    void negativeContentionIsFittedAgainWithoutIt() {
        // Faster than in proportion at first, then a steep fall.
        ScalabilityFit fit = ScalabilityFit.of(points(
                        new double[] {1, 2, 3, 4, 5, 6, 7, 8}, new double[] {1, 2.1, 3.1, 3.9, 4.4, 4.5, 4.4, 4.2}))
                .orElseThrow();
        assertEquals(ScalabilityForm.COHERENCE, fit.form());
        assertEquals(0, fit.alpha());
        assertTrue(fit.beta() > 0);
        assertEquals(Math.sqrt(1 / fit.beta()), fit.peak(), 1e-9);
    }

    @Test
    void proportionalThroughputIsLinear() {
        ScalabilityFit fit = ScalabilityFit.of(
                        points(new double[] {1, 2, 3, 4, 5, 6}, new double[] {1, 2.01, 3.03, 4.06, 5.1, 6.2}))
                .orElseThrow();
        assertEquals(ScalabilityForm.LINEAR, fit.form());
        assertEquals(1.02, fit.gamma(), 0.01);
    }

    @Test
    void curveIsNeverKnownBeyondTwiceTheLargestNumber() {
        ScalabilityFit fit = ScalabilityFit.of(SPEC_SDM_91).orElseThrow();
        assertEquals(432, fit.reach());
        assertTrue(fit.throughput(432) > 0);
        assertThrows(IllegalArgumentException.class, () -> fit.throughput(433));
        assertThrows(IllegalArgumentException.class, () -> fit.throughputInterval(433, 0.95));
        assertThrows(IllegalArgumentException.class, () -> fit.throughput(0.5));
    }

    @Test
    void fewerThanSixPointsOrFourNumbersGiveNoFit() {
        assertTrue(ScalabilityFit.of(SPEC_SDM_91.subList(0, 5)).isEmpty());
        assertTrue(ScalabilityFit.of(SPEC_SDM_91.subList(0, 6)).isPresent());
        assertTrue(ScalabilityFit.of(points(
                        new double[] {1, 1, 1, 2, 2, 2, 4, 4, 4}, new double[] {1, 1.1, 1, 2, 1.9, 2, 3, 3.1, 3}))
                .isEmpty());
    }

    /** α = .02, β = .01: the peak is at 9.9; eight numbers, five trials each, noise of 3 %. */
    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        Random random = new Random(20261127);
        int runs = 400;
        int alpha = 0;
        int beta = 0;
        int peak = 0;
        for (int run = 0; run < runs; run++) {
            List<WorkersThroughput> measured = new ArrayList<>();
            for (int trial = 0; trial < 40; trial++) {
                double n = 2 * (trial % 8) + 1;
                double truth = 100 * n / (1 + 0.02 * (n - 1) + 0.01 * n * (n - 1));
                measured.add(new WorkersThroughput(n, truth * Math.exp(0.03 * random.nextGaussian())));
            }
            ScalabilityFit fit = ScalabilityFit.of(measured).orElseThrow();
            alpha += fit.alphaInterval(0.95).contains(0.02) || fit.form() != ScalabilityForm.FULL ? 1 : 0;
            beta += fit.betaInterval(0.95).contains(0.01) || fit.form() != ScalabilityForm.FULL ? 1 : 0;
            peak += fit.peakInterval(0.95).contains(Math.sqrt(0.98 / 0.01)) ? 1 : 0;
        }
        // Five standard deviations below 95 % of 400.
        assertTrue(alpha >= 358, alpha + " of " + runs);
        assertTrue(beta >= 358, beta + " of " + runs);
        assertTrue(peak >= 358, peak + " of " + runs);
    }

    static List<WorkersThroughput> points(double[] workers, double[] throughput) {
        List<WorkersThroughput> points = new ArrayList<>();
        for (int i = 0; i < workers.length; i++) {
            points.add(new WorkersThroughput(workers[i], throughput[i]));
        }
        return points;
    }
}
