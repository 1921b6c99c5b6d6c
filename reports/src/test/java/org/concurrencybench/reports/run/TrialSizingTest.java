package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.run.BatchRule;
import org.concurrencybench.core.run.Pilot;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

class TrialSizingTest {
    private static final Catalog CATALOG = Catalog.load(TrialSizingTest.class.getClassLoader());
    private static final Workload<?, ?> COMPUTING = CATALOG.workload("primes");
    private static final Workload<?, ?> WAITING = CATALOG.workload("sleep");

    private final TrialSizing sizing = new TrialSizing(PlanReader.read("quick").trial(), 2);

    @Test
    void aBatchIsATenthOfAnIterationAndKeepsEveryCpuBusy() {
        BatchRule rule = sizing.batchRule(Plan.PlannedWorkload.of("primes"), COMPUTING, cells("primes", 2));
        assertEquals(new BatchRule(32, 1024, 10_000_000), rule);
        assertEquals(
                BatchRule.fixed(64),
                sizing.batchRule(Plan.PlannedWorkload.of("sleep"), WAITING, cells("sleep", 32)),
                "two waves");
    }

    @Test
    void computingCellsHaveTimedIterationsOfAtLeastTenBatches() {
        TrialPlan usual = plan("platform-pool", 2, COMPUTING, new Pilot(10_000, 1000));
        assertEquals(Shape.STEADY, usual.cell().shape());
        assertEquals(10, usual.warmupIterations());
        assertEquals(14, usual.iterations());
        assertEquals(Duration.ofMillis(100), usual.iteration());
        TrialPlan longTasks = plan("platform-pool", 2, COMPUTING, new Pilot(50_000_000, 32));
        assertEquals(Duration.ofSeconds(16), longTasks.iteration(), "32 tasks of 50 ms, ten times");
    }

    @Test
    void waitingCellsHaveOneBatchAnIteration() {
        TrialPlan trial = plan("virtual-threads", 32, WAITING, new Pilot(10_000_000, 64));
        assertEquals(Shape.MAKESPAN, trial.cell().shape());
        assertTrue(trial.singleShot());
        assertEquals(35, trial.iterations(), "0.5 of 1.4 s, 20 ms a batch");
        assertEquals(17, trial.warmupIterations());
    }

    @Test
    void aTrialCountsAsStuckOnlyWellBeyondWhatItShouldTake() {
        TrialPlan trial = plan("sequential", 1, COMPUTING, new Pilot(10_000, 1000));
        assertTrue(trial.limit().compareTo(trial.expected().multipliedBy(5)) > 0, trial::toString);
        assertTrue(
                plan("process-pool", 2, COMPUTING, new Pilot(10_000, 1000))
                                .expected()
                                .compareTo(trial.expected())
                        > 0,
                "worker JVMs take their time to start");
    }

    private static List<Cell> cells(String workload, int concurrency) {
        return List.of(
                SyntheticRun.cell(workload, "sequential", 1, Shape.STEADY),
                SyntheticRun.cell(workload, "platform-pool", concurrency, Shape.STEADY));
    }

    private TrialPlan plan(String model, int concurrency, Workload<?, ?> workload, Pilot pilot) {
        return sizing.plan(
                SyntheticRun.cell(workload.id(), model, concurrency, Shape.STEADY), workload, Duration.ZERO, pilot, 5);
    }
}
