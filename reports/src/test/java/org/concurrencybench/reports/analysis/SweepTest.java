package org.concurrencybench.reports.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.concurrencybench.reports.findings.Sweep;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
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
