package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.RunResults;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work that takes a lock, prints or uses the common pool is ranked in every model. */
@Tag("slow")
class OrdinaryWorkTest {
    private static final int CPUS = 2;

    @TempDir
    private Path folder;

    @Test
    void ordinaryWorkIsRankedAndKeepsToItsConcurrency() throws Exception {
        RunResults results = new InProcessRun(folder).run("""
                budget = "10m"
                min-rounds = 1
                max-rounds = 1
                models = ["sequential", "platform-pool", "virtual-threads"]
                [trial]
                warmup = "200ms"
                warmup-limit = "200ms"
                iterations = 4
                heap = "128m"
                [[workloads]]
                id = "takes-a-lock"
                [[workloads]]
                id = "synchronizes"
                [[workloads]]
                id = "prints"
                [[workloads]]
                id = "uses-a-parallel-stream"
                """, "ordinary");

        assertEquals(List.of(), results.problems());
        Map<String, Experiment> experiments = RunAnalyst.analyse(results).experiments().stream()
                .collect(Collectors.toMap(Experiment::workload, experiment -> experiment));
        assertEquals(4, experiments.size());
        experiments.forEach((workload, experiment) -> {
            assertEquals(List.of(), experiment.barred(), workload);
            assertEquals(3, experiment.ranked().size(), workload);
            for (CellResult cell : experiment.ranked()) {
                Double inFlight = cell.figure(Metric.TASKS_IN_FLIGHT);
                assertTrue(inFlight != null && inFlight <= CPUS * 1.02, () -> cell.name() + " had " + inFlight);
            }
        });
    }
}
