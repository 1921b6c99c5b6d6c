package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.concurrencybench.reports.stats.Drift.Point;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static final List<Point> A =
            List.of(new Point(1, .10), new Point(2, .13), new Point(3, .11), new Point(4, .18), new Point(5, .17));
    private static final List<Point> B =
            List.of(new Point(1, 2.01), new Point(3, 2.02), new Point(4, 2.08), new Point(5, 2.06));

    /**
     * Least squares with a dummy variable for each cell, computed with NumPy: slope .017467, error .0048393, p
     * .0112403.
     */
    @Test
    void agreesWithLeastSquaresOnDummyVariables() {
        Drift drift = Drift.of(List.of(A, B)).orElseThrow();
        assertEquals(0.01746667, drift.slope(), 1e-8);
        assertEquals(0.0112403, drift.p(), 1e-7);
        assertEquals(4, drift.rounds());
        assertEquals(0.0723652, drift.overall(), 1e-7);
    }

    @Test
    void levelsOfCellsDoNotMatter() {
        List<Point> higher = B.stream()
                .map(point -> new Point(point.round(), point.log() + 7))
                .toList();
        assertEquals(
                Drift.of(List.of(A, B)).orElseThrow().p(),
                Drift.of(List.of(A, higher)).orElseThrow().p(),
                1e-9);
    }

    @Test
    void tooFewTrialsOrOneRoundSayNothing() {
        assertEquals(Optional.empty(), Drift.of(List.of()));
        assertEquals(Optional.empty(), Drift.of(List.of(A.subList(0, 4))));
        List<List<Point>> oneRound = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            oneRound.add(List.of(new Point(1, i)));
        }
        assertEquals(Optional.empty(), Drift.of(oneRound));
    }

    @Test
    void noiseAloneIsSignificantAsOftenAsItMay() {
        Random random = new Random(5);
        int significant = 0;
        for (int run = 0; run < 2000; run++) {
            List<List<Point>> cells = new ArrayList<>();
            for (int cell = 0; cell < 4; cell++) {
                List<Point> points = new ArrayList<>();
                for (int round = 1; round <= 5; round++) {
                    points.add(new Point(round, random.nextGaussian()));
                }
                cells.add(points);
            }
            significant += Drift.of(cells).orElseThrow().p() < 0.01 ? 1 : 0;
        }
        assertTrue(significant >= 8 && significant <= 36, significant + " of 2000 at .01");
    }
}
