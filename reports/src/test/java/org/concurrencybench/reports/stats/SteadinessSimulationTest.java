package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The error rates that docs/decisions cites: a short form in each build, the full tables under the tag. */
class SteadinessSimulationTest {
    private static final int CELLS = 1000;

    @ParameterizedTest
    @ValueSource(ints = {10, 14, 20})
    void steadyCellsAreSeldomSuspected(int iterations) {
        for (double noise : SteadinessSimulation.NOISES) {
            for (double memory : SteadinessSimulation.MEMORIES) {
                WarmingUp steady = SteadinessSimulation.steady(noise, memory, iterations, 5);
                double alarms = steady.alarms(2 * CELLS);
                assertTrue(alarms <= FalseClaims.bound(2 * CELLS), steady + ": " + alarms);
            }
        }
    }

    /**
     * At 3 % noise: time constants up to the number of measured iterations. Slower ones are the weak spot, see the
     * decision.
     */
    @ParameterizedTest
    @ValueSource(ints = {10, 14, 20})
    void cellsMoreThanATenthOffGetHardlyEverAVerdict(int iterations) {
        for (double memory : SteadinessSimulation.MEMORIES) {
            for (double off : new double[] {0.15, 0.5}) {
                for (WarmingUp cold : SteadinessSimulation.shapes(off, 0.03, memory, iterations, 5)) {
                    if (cold.tau() <= iterations) {
                        assertRare(cold);
                    }
                }
            }
        }
    }

    /** JVMs that start at twice the time and are warmed for ten iterations: all that are then more than a tenth off. */
    @ParameterizedTest
    @ValueSource(doubles = {10, 20, 40})
    void whatIsWarmedForASecondGetsHardlyEverAVerdict(double tau) {
        assertRare(WarmingUp.fromStart(tau, 10, 0.03, 0, 14, 5));
        assertRare(WarmingUp.fromStart(tau, 10, 0.03, 0, 20, 5));
        assertRare(WarmingUp.fromStart(tau, 10, 0.03, 0.8, 20, 5));
    }

    @Test
    @Tag("long")
    void tables() throws IOException {
        int cells = 4000;
        List<String> report = new ArrayList<>();
        report.add("Steady cells: false alarms\n");
        report.addAll(SteadinessSimulation.falseAlarms(cells));
        report.add(
                "\nFrom twice the time, ten iterations of warm-up: verdicts of cells that are more than 10 % off, 5 trials\n");
        report.addAll(SteadinessSimulation.fromStart(cells));
        report.add("\nVerdicts of cells that are more than 10 % off, 5 trials\n");
        report.addAll(SteadinessSimulation.byDistance(cells));
        report.add("\nThe same at 15 %, 14 iterations, by trials\n");
        report.addAll(SteadinessSimulation.byTrials(cells));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "steady-state-simulation.md"), report);
        assertTrue(report.size() > 100, "the tables have their rows");
    }

    private static void assertRare(WarmingUp cold) {
        double verdicts = cold.verdictsFarOff(CELLS);
        assertTrue(verdicts <= 0.02, cold + ": " + verdicts);
    }
}
