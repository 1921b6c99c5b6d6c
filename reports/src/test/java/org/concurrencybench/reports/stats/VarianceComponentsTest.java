package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VarianceComponentsTest {
    /**
     * The worked example of Kalibera and Jones: three levels, published as mean 6.5, S² = 16.5, 2.5833, 3.5625 and T² =
     * 16.5, −5.6667, 2.2708. Two adjacent levels at a time are what this class knows.
     */
    private static final double[][][] EXAMPLE = {{{9, 5}, {8, 3}}, {{10, 6}, {7, 11}}, {{1, 12}, {2, 4}}};

    @Test
    void lowerTwoLevelsOfTheExampleAgree() {
        double s1 = 0;
        double s2 = 0;
        double t2 = 0;
        for (double[][] trials : EXAMPLE) {
            VarianceComponents components = VarianceComponents.of(trials);
            s1 += components.withinTrials() / 3;
            s2 += components.ofTrialMeans() / 3;
            t2 += components.unbiasedBetweenTrials() / 3;
        }
        assertEquals(16.5, s1, 1e-12);
        assertEquals(2.5833, s2, 5e-5);
        assertEquals(-5.6667, t2, 5e-5);
    }

    @Test
    void upperTwoLevelsOfTheExampleAgree() {
        double[][] means = Arrays.stream(EXAMPLE)
                .map(trials -> Arrays.stream(trials)
                        .mapToDouble(trial -> Arrays.stream(trial).average().orElseThrow())
                        .toArray())
                .toArray(double[][]::new);
        VarianceComponents components = VarianceComponents.of(means);
        assertEquals(6.5, components.mean(), 1e-12);
        assertEquals(2.5833, components.withinTrials(), 5e-5);
        assertEquals(3.5625, components.ofTrialMeans(), 1e-12);
        assertEquals(2.2708, components.betweenTrials(), 5e-5);
    }

    @Test
    void bestIterationsWeighCostsAgainstVariances() {
        // S₁² = 4, T₂² = 1, a trial costs 25 iterations: √(25 · 4 / 1) = 10
        VarianceComponents components = new VarianceComponents(1, 4, 1 + 4 / 8.0, 8);
        assertEquals(OptionalInt.of(10), components.bestIterations(2.5, 0.1));
        assertEquals(OptionalInt.of(2), components.bestIterations(0.1, 0.1));
    }

    @Test
    void noVarianceBetweenTrialsGivesZeroAndNoHint() {
        VarianceComponents components = VarianceComponents.of(EXAMPLE[0]);
        assertEquals(0, components.betweenTrials());
        assertEquals(OptionalInt.empty(), components.bestIterations(1, 1));
        assertEquals(
                OptionalInt.empty(),
                VarianceComponents.of(new double[][] {{2, 2}, {2, 2}}).bestIterations(1, 1));
    }

    @Test
    void noVarianceWithinTrialsAsksForOneIteration() {
        assertEquals(
                OptionalInt.of(1),
                VarianceComponents.of(new double[][] {{2, 2}, {3, 3}}).bestIterations(5, 1));
    }

    @Test
    void pooledCellsCountRelativeToTheirMeansAndByTheirTrials() {
        double[][] slow = {{100, 110}, {130, 120}, {90, 80}};
        double[][] fast = {{1, 1.1}, {1.3, 1.2}, {.9, .8}};
        VarianceComponents one = VarianceComponents.of(fast);
        double square = one.mean() * one.mean();
        for (List<double[][]> cells : List.of(List.<double[][]>of(slow), List.<double[][]>of(slow, fast))) {
            VarianceComponents pooled =
                    VarianceComponents.pooled(cells.stream()).orElseThrow();
            assertEquals(1, pooled.mean());
            assertEquals(one.withinTrials() / square, pooled.withinTrials(), 1e-12);
            assertEquals(one.ofTrialMeans() / square, pooled.ofTrialMeans(), 1e-12);
            assertEquals(2, pooled.iterations(), 1e-12);
        }
        VarianceComponents unequal = VarianceComponents.pooled(Stream.of(fast, new double[][] {{1, 1, 1}, {1, 1, 1}}))
                .orElseThrow();
        assertEquals(one.withinTrials() / square * 3 / 5, unequal.withinTrials(), 1e-12);
        assertEquals(one.ofTrialMeans() / square * 2 / 3, unequal.ofTrialMeans(), 1e-12);
        assertEquals(5 / (3 / 2.0 + 2 / 3.0), unequal.iterations(), 1e-12);
    }

    @Test
    void cellsOfOneTrialTellNothing() {
        assertEquals(Optional.empty(), VarianceComponents.pooled(Stream.<double[][]>of(new double[][] {{1, 2}})));
        assertEquals(Optional.empty(), VarianceComponents.pooled(Stream.empty()));
    }

    @Test
    void tooLittleAndNaNAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> VarianceComponents.of(new double[][] {{1, 2}}));
        assertThrows(IllegalArgumentException.class, () -> VarianceComponents.of(new double[][] {{1, 2}, {1}}));
        assertThrows(
                IllegalArgumentException.class, () -> VarianceComponents.of(new double[][] {{1, Double.NaN}, {1, 2}}));
    }
}
