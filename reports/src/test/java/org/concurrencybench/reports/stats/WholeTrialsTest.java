package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.concurrencybench.reports.stats.WholeTrials.Outcome;
import org.concurrencybench.reports.stats.WholeTrials.Shape;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often warm-up and judgement together let a cell pass that is far from its plateau: the figures that
 * docs/decisions cites.
 */
class WholeTrialsTest {
    private static final int CELLS = 1000;
    private static final int LEAST = 30;

    @ParameterizedTest
    @CsvSource({
        "APPROACH, 5, 1",
        "APPROACH, 10, 1",
        "APPROACH, 20, 1",
        "APPROACH, 40, 1",
        "APPROACH, 20, 0.3",
        "APPROACH, 10, 4",
        "LINE, 30, 1",
        "LINE, 60, 1",
        "STEP, 30, 0.2"
    })
    void hardlyACellThatIsFarFromItsPlateauGetsAVerdict(Shape shape, double length, double start) {
        Outcome outcome = new WholeTrials(shape, length, start, 0.03, 0, LEAST).outcome(CELLS);
        assertTrue(outcome.farOff() <= 0.02, outcome::toString);
    }

    @ParameterizedTest
    @CsvSource({"0.03, 0", "0.03, 0.8", "0.1, 0", "0.1, 0.8"})
    void steadyCellsAreSeldomSuspected(double noise, double memory) {
        Outcome outcome = new WholeTrials(Shape.STEADY, 1, 0, noise, memory, LEAST).outcome(2 * CELLS);
        assertTrue(outcome.alarms() <= FalseClaims.bound(2 * CELLS), outcome::toString);
    }

    @Test
    @Tag("long")
    void writesTheTableThatTheDecisionCites() throws IOException {
        List<String> table = new ArrayList<>();
        table.add("| shape | start | noise | far off with a verdict | flagged or without | windows of warm-up |");
        table.add("| --- | --- | --- | --- | --- | --- |");
        for (double noise : new double[] {0.03, 0.1}) {
            for (double memory : new double[] {0, 0.8}) {
                table.add(row("steady", new WholeTrials(Shape.STEADY, 1, 0, noise, memory, LEAST)));
                for (double tau : new double[] {5, 10, 20, 40}) {
                    for (double start : new double[] {0.3, 1, 4}) {
                        table.add(row(
                                "τ = " + (int) tau, new WholeTrials(Shape.APPROACH, tau, start, noise, memory, LEAST)));
                    }
                }
                for (double length : new double[] {30, 60, 90}) {
                    table.add(row(
                            "line over " + (int) length, new WholeTrials(Shape.LINE, length, 1, noise, memory, LEAST)));
                }
                for (double length : new double[] {30, 40, 90}) {
                    table.add(row(
                            "step before " + (int) length,
                            new WholeTrials(Shape.STEP, length, 0.2, noise, memory, LEAST)));
                }
            }
        }
        Files.write(Path.of("target", "whole-trials-simulation.md"), table);
    }

    private static String row(String shape, WholeTrials trials) {
        Outcome outcome = trials.outcome(CELLS);
        return String.format(
                Locale.ROOT,
                "| %s | %.1f × | %.0f %% %s | %.3f | %.2f | %.0f |",
                shape,
                1 + trials.start(),
                100 * trials.noise(),
                trials.memory() == 0 ? "white" : "AR(1) .8",
                outcome.farOff(),
                outcome.alarms(),
                outcome.windows());
    }
}
