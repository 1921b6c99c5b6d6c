package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class WorkloadFiguresRunTest {
    private static final String MODELS = "\"platform-pool\", \"process-pool\"";
    private static final Set<String> ALL = Set.of(
            "figure.inputs",
            "figure.elsewhere",
            "figure.doubled",
            "figure.never",
            "turnaround.heavy.mean",
            "turnaround.heavy.p95",
            "turnaround.light.mean",
            "turnaround.light.p95");

    @TempDir
    private Path folder;

    @Test
    void whatOutputsReportReachesTheRecordsFromThisProcessAndFromWorkers() throws Exception {
        InProcessRun runs = new InProcessRun(folder);
        RunResults results =
                runs.run(InProcessRun.SHORT_TRIALS.formatted(1, MODELS).replace("\"4s\"", "\"30s\"") + """
                        [[workloads]]
                        id = "reports-figures"
                        tasks = 8
                        concurrency = "8"
                        """, "figures");

        assertEquals(List.of(), results.problems(), runs.text());
        assertEquals(2, results.trials().size());
        for (TrialRecord trial : results.trials()) {
            Map<String, Double> figures = trial.figures();
            TreeSet<String> names = new TreeSet<>(figures.keySet());
            names.removeIf(name -> !name.startsWith("figure.") && !name.startsWith("turnaround."));
            assertEquals(ALL, names);
            assertEquals(3.5, figures.get("figure.inputs"));
            assertEquals(2, figures.get("figure.doubled"), "a quotient of sums");
            assertEquals(0, figures.get("figure.never"));
            assertEquals(trial.cell().contains("process-pool") ? 1 : 0, figures.get("figure.elsewhere"), trial.cell());
            assertTrue(figures.get("turnaround.heavy.mean") >= 20e6, figures::toString); // heavy tasks wait 20 ms
            assertTrue(figures.get("turnaround.light.mean") >= 1e6, figures::toString);
            assertTrue(figures.get("turnaround.light.p95") >= figures.get("turnaround.light.mean"), figures::toString);
        }
        assertEquals(
                new ReportingWorkload().figures(),
                results.header().pilots().getFirst().figures());
        List<CellResult> cells = RunAnalyst.cells(results);
        assertEquals(2, cells.size());
        cells.forEach(cell -> assertEquals(ALL, cell.workloadFigures().keySet()));
    }
}
