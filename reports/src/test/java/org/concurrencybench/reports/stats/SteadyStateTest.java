package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

class SteadyStateTest {
    private final RandomGenerator random = new Well19937c(11);

    @Test
    void seriesWithoutChangeIsSteadyFromItsFirstIteration() {
        assertEquals(new SteadyState(0, true), SteadyState.of(series(0.01, stretch(24, 100))));
    }

    @Test
    void whatComesBeforeAChangeOfLevelIsCutOff() {
        SteadyState state = SteadyState.of(series(0.01, stretch(10, 200), stretch(20, 100)));
        assertEquals(new SteadyState(10, true), state);
    }

    @Test
    void meanIsThatOfTheSteadyStretch() {
        double[] iterations = series(0, stretch(10, 200), stretch(20, 100));
        assertEquals(100, SteadyState.of(iterations).mean(iterations), 1e-9);
    }

    @Test
    void changeOfVarianceAloneIsNoChangeOfLevel() {
        double[] noisyThenQuiet = concat(series(0.03, stretch(40, 100)), series(0.001, stretch(40, 100)));
        assertEquals(2, new SteadyState.Segments(noisyThenQuiet).optimalCuts().length);
        assertEquals(new SteadyState(0, true), SteadyState.of(noisyThenQuiet));
    }

    @Test
    void segmentsWithinFivePercentBelongToTheSteadyStretch() {
        double[] near = series(0.002, stretch(20, 200), stretch(20, 104), stretch(20, 100));
        assertEquals(new SteadyState(20, true), SteadyState.of(near));
        double[] far = series(0.002, stretch(20, 200), stretch(20, 107), stretch(20, 100));
        assertEquals(new SteadyState(40, true), SteadyState.of(far));
    }

    @Test
    void lateChangeLeavesTheLastHalf() {
        SteadyState state = SteadyState.of(series(0.01, stretch(24, 100), stretch(6, 200)));
        assertEquals(new SteadyState(15, false), state);
    }

    @Test
    void tenSteadyIterationsAreEnoughHoweverManyCameBefore() {
        assertTrue(
                SteadyState.of(series(0.01, stretch(41, 200), stretch(10, 100))).steady());
        assertFalse(
                SteadyState.of(series(0.01, stretch(41, 200), stretch(9, 100))).steady());
    }

    @Test
    void fewerThanTenIterationsAreSteadyWhenAllOfThemAre() {
        assertEquals(new SteadyState(0, true), SteadyState.of(series(0, stretch(9, 100))));
        assertEquals(new SteadyState(0, true), SteadyState.of(5));
    }

    @Test
    void equalTimesOfACoarseClockAreOneSegment() {
        assertEquals(new SteadyState(0, true), SteadyState.of(series(0, stretch(5000, 123_456_789))));
    }

    @Test
    void partitionIsTheBestOfAllThatThereAre() {
        for (int repeat = 0; repeat < 50; repeat++) {
            double step = Math.exp(random.nextGaussian());
            double[] iterations =
                    series(0.05, stretch(5 + random.nextInt(8), 100), stretch(5 + random.nextInt(8), 100 * step));
            SteadyState.Segments segments = new SteadyState.Segments(iterations);
            int[] cuts = segments.optimalCuts();
            double cost = segments.cost(cuts[cuts.length - 1], iterations.length);
            for (int i = 1; i < cuts.length; i++) {
                cost += segments.penalty() + segments.cost(cuts[i - 1], cuts[i]);
            }
            assertEquals(leastCost(segments, iterations.length), cost, 1e-9);
        }
    }

    /** By trying every partition into segments of five or more. */
    private static double leastCost(SteadyState.Segments segments, int to) {
        double least = segments.cost(0, to);
        for (int cut = 5; cut <= to - 5; cut++) {
            least = Math.min(least, leastCost(segments, cut) + segments.penalty() + segments.cost(cut, to));
        }
        return least;
    }

    @Test
    void changeIsSeldomSeenWhereThereIsNone() {
        int cut = 0;
        for (int i = 0; i < 2000; i++) {
            cut += new SteadyState.Segments(series(0.03, stretch(24, 100))).optimalCuts().length > 1 ? 1 : 0;
        }
        assertTrue(cut < 20, cut + " of 2000 quiet series were cut");
    }

    @Test
    void scaleDoesNotMatter() {
        double[] iterations = series(0.01, stretch(10, 200), stretch(20, 100));
        double[] scaled = Arrays.stream(iterations).map(x -> x * 1e9).toArray();
        assertArrayEquals(
                new SteadyState.Segments(iterations).optimalCuts(), new SteadyState.Segments(scaled).optimalCuts());
    }

    @Test
    void hundredThousandTrialsAndOneOfFiveThousandIterationsTakeMoments() {
        double[] trial = series(0.02, stretch(10, 130), stretch(20, 100));
        double[] longTrial = series(0.02, stretch(2000, 130), stretch(3000, 100));
        // CPU time, for a busy machine must not fail the build.
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadCpuTime();
        for (int i = 0; i < 100_000; i++) {
            assertTrue(SteadyState.of(trial).steady());
        }
        assertEquals(new SteadyState(2000, true), SteadyState.of(longTrial));
        double seconds = (thread.getCurrentThreadCpuTime() - before) / 1e9;
        assertTrue(seconds < 4, seconds + " s");
    }

    @Test
    void brokenTimesAreRefused() {
        assertThrows(IllegalArgumentException.class, SteadyState::of);
        assertThrows(IllegalArgumentException.class, () -> SteadyState.of(1, 0));
        assertThrows(IllegalArgumentException.class, () -> SteadyState.of(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new SteadyState(3, true).mean(1, 2));
    }

    private double[] series(double deviation, double[]... stretches) {
        return Arrays.stream(concat(stretches))
                .map(level -> level * Math.exp(deviation * random.nextGaussian()))
                .toArray();
    }

    private static double[] stretch(int length, double level) {
        double[] stretch = new double[length];
        Arrays.fill(stretch, level);
        return stretch;
    }

    private static double[] concat(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
