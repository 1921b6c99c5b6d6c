package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class BestWorkersTest {
    private static final double PRECISION = 0.1;

    @Test
    void aPeakIsANumberWithAnInterval() {
        BestWorkers.Peak peak = assertInstanceOf(BestWorkers.Peak.class, best(law(0.05, 0.03), 0.03, 1));
        assertEquals(Math.sqrt(0.95 / 0.03), peak.workers(), 0.7);
        assertTrue(peak.interval().contains(peak.workers()));
        assertTrue(peak.interval().high() < 8, peak.toString());
    }

    @Test
    void whatLiesBeyondTheLimitIsNoAnswer() {
        BestWorkers.BeyondLimit peak =
                assertInstanceOf(BestWorkers.BeyondLimit.class, best(law(0.05, 0.03), 0.03, 1, 4));
        assertTrue(peak.least() > 4 && peak.least() < Math.sqrt(0.95 / 0.03), peak.toString());
        assertInstanceOf(BestWorkers.BeyondLimit.class, best(law(0.1, 0), 0.02, 2, 4), "a rise without an end");
        assertInstanceOf(BestWorkers.Peak.class, best(law(0.05, 0.03), 0.03, 1, 6), "the interval holds the limit");
    }

    @Test
    void aRiseWithoutAnEndSaysHowManyAtLeast() {
        BestWorkers.AtLeast least = assertInstanceOf(BestWorkers.AtLeast.class, best(law(0.1, 0), 0.02, 2));
        assertTrue(least.workers() > 4 && least.workers() <= 8, "" + least.workers());
        assertInstanceOf(BestWorkers.AtLeast.class, best(n -> n, 0.02, 3));
    }

    @Test
    void flatDataDoNotSay() {
        assertInstanceOf(BestWorkers.Flat.class, best(n -> 1, 0.02, 4));
        assertInstanceOf(BestWorkers.Flat.class, best(n -> 1, 0, 4));
        assertInstanceOf(BestWorkers.Flat.class, best(n -> 1 + 0.005 * n, 0.001, 4));
    }

    @Test
    void noisyDataDoNotSay() {
        int numbers = 0;
        for (int seed = 0; seed < 200; seed++) {
            BestWorkers answer = best(n -> 1, 0.4, seed);
            numbers += answer instanceof BestWorkers.Flat ? 0 : 1;
        }
        assertTrue(numbers <= 8, numbers + " of 200 answers out of mere noise"); // 1 % is meant
    }

    @Test
    void aRiseThatEndsAtOnceIsNotTheLaws() {
        BestWorkers.OtherShape other =
                assertInstanceOf(BestWorkers.OtherShape.class, best(n -> Math.min(n, 2), 0.02, 5));
        assertTrue(other.miss() > 0.1, "" + other.miss());
    }

    @Test
    void fallingThroughputIsBestWithOne() {
        BestWorkers.Peak peak = assertInstanceOf(BestWorkers.Peak.class, best(law(0.6, 0.5), 0.02, 6));
        assertEquals(1, peak.workers(), 0.2);
        assertTrue(peak.interval().high() < 1.5, peak.toString());
    }

    @Test
    void tooFewNumbersGiveNothing() {
        assertInstanceOf(
                BestWorkers.NoFit.class,
                BestWorkers.of(
                        ScalabilityFitTest.points(new double[] {1, 2, 1, 2, 1, 2}, new double[] {1, 2, 1, 2, 1, 2}),
                        PRECISION,
                        Double.POSITIVE_INFINITY));
    }

    private static DoubleUnaryOperator law(double alpha, double beta) {
        return n -> n / (1 + alpha * (n - 1) + beta * n * (n - 1));
    }

    /** Of 1 to 8 workers in five trials each. */
    private static BestWorkers best(DoubleUnaryOperator truth, double noise, long seed) {
        return best(truth, noise, seed, Double.POSITIVE_INFINITY);
    }

    private static BestWorkers best(DoubleUnaryOperator truth, double noise, long seed, double limit) {
        Random random = new Random(seed);
        List<WorkersThroughput> measured = new ArrayList<>();
        for (int trial = 0; trial < 40; trial++) {
            int workers = trial % 8 + 1;
            measured.add(new WorkersThroughput(
                    workers, 1000 * truth.applyAsDouble(workers) * Math.exp(noise * random.nextGaussian())));
        }
        return BestWorkers.of(measured, PRECISION, limit);
    }
}
