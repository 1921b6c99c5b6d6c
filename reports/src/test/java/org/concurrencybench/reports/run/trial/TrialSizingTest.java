package org.concurrencybench.reports.run.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.experiment.BatchRule;
import org.concurrencybench.core.experiment.Pilot;
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
    void aBatchOfShortTasksIsATenthOfAnIterationAndKeepsEveryCpuBusy() {
        BatchRule rule = sizing.batchRule(Plan.PlannedWorkload.of("primes"), COMPUTING, cells("primes", 2));
        assertEquals(new BatchRule(2, 32, 1024, 10_000_000, 500_000_000), rule);
        assertEquals(
                BatchRule.fixed(64),
                sizing.batchRule(Plan.PlannedWorkload.of("sleep"), WAITING, cells("sleep", 32)),
                "two waves");
    }

    @Test
    void computingCellsHaveTimedIterationsAfterAWarmUpThatDependsOnTheEvidence() {
        TrialPlan usual = plan("platform-pool", 2, COMPUTING, new Pilot(10_000, 1000));
        assertEquals(Shape.STEADY, usual.cell().shape());
        assertEquals(Duration.ofSeconds(3), usual.warmup());
        assertEquals(Duration.ofSeconds(12), usual.warmupLimit());
        assertEquals(5, usual.settling(), "half a second");
        assertEquals(10, usual.iterations());
        assertEquals(Duration.ofMillis(100), usual.iteration());
    }

    @Test
    void longTasksFillFewIterationsInPlaceOfStretchingThem() {
        TrialPlan tenth = plan("platform-pool", 2, COMPUTING, new Pilot(100_000_000, 4));
        assertEquals(3, tenth.iterations(), "of 0.4 s each, where 1 s is planned");
        assertEquals(Duration.ofMillis(100), tenth.iteration(), "which one batch exceeds");
        TrialPlan seconds = plan("platform-pool", 2, COMPUTING, new Pilot(3e9, 2));
        assertEquals(1, seconds.settling());
        assertEquals(3, seconds.iterations());
        assertTrue(seconds.expectedSeconds() < 60, seconds::toString);
    }

    @Test
    void waitingCellsHaveOneBatchAnIteration() {
        TrialPlan trial = plan("virtual-threads", 32, WAITING, new Pilot(10_000_000, 64));
        assertEquals(Shape.MAKESPAN, trial.cell().shape());
        assertTrue(trial.singleShot());
        assertEquals(25, trial.settling(), "half a second, 20 ms a batch");
        assertEquals(50, trial.iterations(), "1 s, 20 ms a batch");
        assertEquals(Duration.ofSeconds(2), trial.warmup());
    }

    @Test
    void aBenchmarkThatIsNotTheHarnesssOwnIsWarmedUpByJmhForTheWholeLimit() {
        Cell own = SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY);
        Cell foreign = new Cell(
                own.workload(),
                own.parameters(),
                own.model(),
                own.family(),
                own.settings(),
                own.cpus(),
                own.concurrency(),
                own.shape(),
                own.roles(),
                "by hand",
                "com.example.ByHand",
                own.tasks(),
                own.jvm());
        TrialPlan trial = sizing.plan(foreign, COMPUTING, Duration.ZERO, new Pilot(10_000, 1000), 5);
        assertEquals(Duration.ZERO, trial.warmupLimit());
        assertEquals(120, trial.settling(), "iterations of 100 ms in 12 s");
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
