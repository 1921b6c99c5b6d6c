package org.concurrencybench.reports.tryout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.experiment.Pilot;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.run.machine.Jvm;
import org.concurrencybench.reports.run.trial.TrialPlan;
import org.junit.jupiter.api.Test;

class TryCellsTest {
    private static final Catalog CATALOG = Catalog.load(TryCellsTest.class.getClassLoader());
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void severalTasksAreInFlightOnOneCpuTooButNoMoreJvmsThanCpusAreStarted() {
        assertEquals(4, cell("primes", "platform-pool", 1).concurrency());
        assertEquals(8, cell("primes", "platform-pool", 8).concurrency());
        assertEquals(1, cell("primes", "sequential", 8).concurrency());
        assertEquals(32, cell("sleep", "platform-pool", 2).concurrency());
        assertEquals(2, cell("sleep", "process-per-task", 2).concurrency());
    }

    @Test
    void shortTasksAreTriedAllAndLongOnesOnlyAsManyAsMeetEachOther() {
        assertEquals(500, tasks("primes", "platform-pool", 1e5, 500));
        assertEquals(20, tasks("primes", "platform-pool", 1e8, 500));
        assertEquals(4, tasks("primes", "platform-pool", 3e9, 500));
        assertEquals(2, tasks("primes", "sequential", 3e9, 500));
        assertEquals(1, tasks("primes", "sequential", 3e9, 1));
        assertEquals(64, tasks("sleep", "virtual-threads", 1e9, 64));
        assertEquals(2, tasks("sleep", "sequential", 1e9, 64));
    }

    @Test
    void longTasksHaveFewerBatches() {
        TrialPlan brief = plan("primes", "sequential", 1e6);
        assertEquals(List.of(1, 2), List.of(brief.settling(), brief.iterations()));
        TrialPlan slow = plan("primes", "sequential", 14e9);
        assertEquals(List.of(0, 1), List.of(slow.settling(), slow.iterations()));
        assertEquals(LIMIT, slow.limit());
        assertTrue(slow.warmupLimit().isZero(), slow::toString);
    }

    @Test
    void aModelThatRefusesIsNotTriedAndSaysWhy() {
        TryCells cells = cells("sleep", List.of("sequential", "process-per-task"), 300);
        assertEquals(List.of("sequential"), List.copyOf(cells.byModel().keySet()));
        assertTrue(
                cells.refusals().get("process-per-task").contains("set concurrency to 256 or less"), cells::toString);
    }

    private static TryCells cells(String workload, List<String> models, int cpus) {
        TryRequest request = new TryRequest(
                List.of(workload),
                models,
                List.of(),
                new Jvm("", Path.of(System.getProperty("java.home"), "bin", "java")),
                cpus,
                LIMIT,
                "");
        return TryCells.of(request, CATALOG, PlanReader.read(Tryout.PLAN), CATALOG.workload(workload));
    }

    private static Cell cell(String workload, String model, int cpus) {
        Map<String, Cell> cells = cells(workload, List.of(model), cpus).byModel();
        return cells.get(model);
    }

    private static int tasks(String workload, String model, double nanos, int batch) {
        return TryCells.tasks(cell(workload, model, 2), CATALOG.workload(workload), new Pilot(nanos, batch), nanos);
    }

    private static TrialPlan plan(String workload, String model, double nanos) {
        return TryCells.trial(
                cell(workload, model, 2),
                CATALOG.workload(workload),
                CATALOG.model(model),
                new Pilot(nanos, 100),
                LIMIT);
    }
}
