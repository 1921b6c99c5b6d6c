package org.concurrencybench.reports.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.ScalingLaw;
import org.concurrencybench.reports.findings.Sweep;
import org.concurrencybench.reports.findings.VerdictTable;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

class SweepTest {
    @Test
    void smallestNumberThatIsPracticallyEqualToTheBestIsEnough() {
        Sweep sweep = sweep(RunAnalystTest.run().noise(0.02, 0.01), 1e6, 5.1e5, 5e5, 5.2e5);
        assertEquals(2, sweep.workers());
        assertTrue(sweep.answer().startsWith("2 workers are enough: "), sweep.answer());
        assertEquals(2, sweep.cores());
    }

    @Test
    void speedUpIsAgainstTheSmallestNumber() {
        Sweep sweep = sweep(RunAnalystTest.run().noise(0.01, 0.01), 1e6, 5e5, 2.5e5);
        assertEquals(1, sweep.points().getFirst().speedUp().estimate());
        assertEquals(4, sweep.points().get(2).speedUp().estimate(), 0.1);
        assertEquals(4, sweep.workers());
        assertTrue(sweep.answer().endsWith("fewer are slower."), sweep.answer());
    }

    @Test
    void oneWorkerIsEnoughWhereMoreAreSlower() {
        Sweep sweep = sweep(RunAnalystTest.run(), 1e6, 1.5e6, 2e6);
        assertEquals(1, sweep.workers());
        assertTrue(sweep.answer().startsWith("1 worker is enough: "), sweep.answer());
    }

    @Test
    void undecidedStaysUndecided() {
        Sweep sweep = sweep(RunAnalystTest.run().noise(0.3, 0.01), 1e6, 9e5);
        assertNull(sweep.workers());
        assertTrue(sweep.answer().startsWith("Undecided between "), sweep.answer());
    }

    @Test
    void fewTrialsGiveNoAnswer() {
        Sweep sweep = sweep(RunAnalystTest.run().rounds(3), 1e6, 5e5);
        assertNull(sweep.workers());
        assertTrue(sweep.answer().startsWith("Exploratory"), sweep.answer());
    }

    @Test
    void theLawGivesANumberWithItsIntervalAndTheTableForTerminalsToo() {
        double[] nanos = new double[4];
        for (int i = 0; i < nanos.length; i++) {
            int n = 1 << i;
            nanos[i] = 1e6 * (1 + 0.1 * (n - 1) + 0.03 * n * (n - 1)) / n;
        }
        SyntheticRun run =
                RunAnalystTest.run().environment(RunHeader.USABLE_CPUS, "8").noise(0.02, 0.01);
        ScalingLaw law = sweep(run, nanos).law();
        assertNotNull(law);
        Estimate best = law.best();
        assertNotNull(best);
        assertEquals(Math.sqrt(0.9 / 0.03), best.estimate(), 0.6);
        assertTrue(best.lowOrEstimate() < 5.48 && 5.48 < best.highOrEstimate(), best.toString());
        assertEquals(1000, law.gamma().estimate(), 60);
        assertTrue(law.answer().startsWith("The scalability law puts the largest throughput at 5."), law.answer());
        assertEquals(8, law.curve().getLast().workers(), 1e-9);
        String table = VerdictTable.of(RunAnalystTest.analysis(run), Path.of("index.html"));
        assertTrue(table.replaceAll("\\s+", " ").contains("law: largest throughput at 5."), table);

        ScalingLaw beyond = sweep(RunAnalystTest.run().noise(0.02, 0.01), nanos).law();
        assertNotNull(beyond);
        assertNull(beyond.best(), "work that computes gains nothing beyond the 2 CPUs of that machine");
        assertTrue(
                beyond.answer().contains(" or more, above the 2 CPUs, where work that computes gains nothing"),
                beyond.answer());
        assertEquals("the data do not say, another shape", beyond.brief());
    }

    @Test
    void aRiseThatEndsAtTheCoresIsNoPeakBeyondThemHoweverNoisyTheTrials() {
        for (long seed = 0; seed < 50; seed++) {
            Estimate best = Optional.ofNullable(
                            sweep(new SyntheticRun(seed).rounds(5).noise(0.15, 0.02), 1e6, 5e5, 5e5, 5.1e5)
                                    .law())
                    .map(ScalingLaw::best)
                    .orElse(null);
            assertTrue(best == null || best.lowOrEstimate() <= 2, best + " with seed " + seed);
        }
    }

    @Test
    void theLawDoesNotSayWhereDataAreFlatOrOfAnotherShape() {
        ScalingLaw flat = sweep(RunAnalystTest.run().noise(0.03, 0.01), 1e6, 1e6, 1e6, 1e6)
                .law();
        assertNotNull(flat);
        assertNull(flat.best());
        assertTrue(flat.answer().startsWith("The data do not say "), flat.answer());
        ScalingLaw knee = sweep(RunAnalystTest.run().noise(0.01, 0.01), 1e6, 5e5, 5e5, 5e5)
                .law();
        assertNotNull(knee);
        assertNull(knee.best());
        assertTrue(knee.answer().contains("misses what was measured"), knee.answer());
        assertNull(sweep(RunAnalystTest.run(), 1e6, 5e5, 4e5).law(), "three numbers are too few");
    }

    @Test
    void theTableSaysHowManyWorkersOfEachSweepHoweverLongTheVerdictsAre() {
        SyntheticRun run = RunAnalystTest.run().noise(0.01, 0.01);
        for (String model : List.of("sequential", "platform-pool", "virtual-threads", "completable-future")) {
            run.measured(RunAnalystTest.computing(model, 2), model.equals("sequential") ? 1e6 : 5.3e5);
        }
        for (String model : List.of("process-pool", "platform-pool")) {
            for (int workers = 1; workers <= 2; workers++) {
                run.measured(
                        SyntheticRun.cell("primes", model, workers, Shape.STEADY, Role.SWEEP, workers + " workers"),
                        1e6 / workers);
            }
        }
        String table = VerdictTable.of(RunAnalystTest.analysis(run), Path.of("index.html"));
        assertTrue(
                table.replaceAll("\\s+", " ").contains("workers: 2 (platform-pool); workers: 2 (process-pool)"), table);
    }

    private static Sweep sweep(SyntheticRun run, double... nanosPerTask) {
        for (int i = 0; i < nanosPerTask.length; i++) {
            int workers = 1 << i;
            run.measured(
                    SyntheticRun.cell(
                            "primes", "process-pool", workers, Shape.STEADY, Role.SWEEP, workers + " workers"),
                    nanosPerTask[i]);
        }
        return RunAnalystTest.analysis(run).experiments().getFirst().sweeps().getFirst();
    }
}
