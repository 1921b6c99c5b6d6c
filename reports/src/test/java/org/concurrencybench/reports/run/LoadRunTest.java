package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.core.load.LoadReport;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.OfferedLoadResult;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Load;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LoadRunTest {
    private static final String MODELS = "\"platform-pool\", \"process-pool\"";

    @TempDir
    private Path folder;

    @Test
    void allModelsAreOfferedTheSameTasksAtTheSameMoments() throws Exception {
        InProcessRun runs = new InProcessRun(folder);
        String plan = shortTrials(2, MODELS) + """
                [[workloads]]
                id = "nothing"
                tasks = 8
                [[latency]]
                workload = "reports-figures"
                concurrency = "8"
                rates = ["40%", 50]
                settle = "200ms"
                length = "2s"
                timeout = "5s"
                """;
        RunResults results = runs.run(plan, "loads");

        assertEquals(List.of(), results.problems(), runs.text());
        assertTrue(runs.text().contains("platform-pool completes "), runs.text());
        List<Load> loads = results.header().cells().stream()
                .map(Cell::load)
                .filter(load -> load != null)
                .distinct()
                .toList();
        assertEquals(2, loads.size(), "a rate for each share, whatever the model: " + loads);
        List<TrialRecord> offered =
                results.trials().stream().filter(trial -> trial.load() != null).toList();
        assertEquals(8, offered.size());
        for (TrialRecord trial : offered) {
            LoadReport load = trial.load();
            assertNotNull(load);
            assertEquals(load.arrivals(), load.completed() + load.refused() + load.timedOut(), trial.cell());
            assertTrue(load.completed() > 0.9 * load.arrivals(), load.toString());
            assertEquals(
                    List.of("", "heavy", "light"),
                    load.parts().stream().map(LoadReport.Part::label).toList());
            assertTrue(load.parts().getFirst().latency().get("50") >= 1e6, load.toString());
            if (load.parts().get(1).latency().get("50") != null) {
                assertTrue(load.parts().get(1).latency().get("50") >= 20e6, "heavy tasks wait 20 ms: " + load);
            }
        }
        offered.stream()
                .collect(Collectors.groupingBy(
                        trial -> trial.round() + " " + trial.cell().replaceAll(".*(load=[^,\\]]*).*", "$1"),
                        Collectors.mapping(trial -> trial.load().arrivals(), Collectors.toSet())))
                .forEach((schedule, arrivals) -> assertEquals(1, arrivals.size(), schedule + ": " + arrivals));
        Analysis analysis = RunAnalyst.analyse(results);
        assertEquals(
                List.of("nothing"),
                analysis.experiments().stream().map(each -> each.workload()).toList());
        assertEquals(
                List.of("40 % of platform-pool", "50 per second"),
                analysis.latencies().stream().map(OfferedLoadResult::load).toList());
        analysis.latencies().forEach(load -> assertEquals(2, load.models().size()));

        // Cut off after the first round: the rates of the run that continues are those that were measured first.
        List<String> lines = Files.readAllLines(runs.results("loads"));
        Files.write(runs.results("loads"), lines.subList(0, lines.size() / 2));
        RunResults resumed = runs.resume(plan, "loads");
        assertEquals(List.of(), resumed.problems(), runs.text());
        assertEquals(results.header().cells(), resumed.header().cells());
        assertEquals(results.trials().size(), resumed.trials().size());
        RunEnd end = ResultsFile.read(runs.results("loads")).end();
        assertNotNull(end);
    }

    @Test
    void aCapacityIsSoughtInEachTrial() throws Exception {
        InProcessRun runs = new InProcessRun(folder);
        RunResults results = runs.run(shortTrials(1, "\"platform-pool\"") + """
                        [[capacity]]
                        workload = "sleep"
                        parameters = { latency = "5ms" }
                        concurrency = "4"
                        percentile = "90"
                        limit = "40ms"
                        probe = "2s"
                        """, "capacity");
        assertEquals(List.of(), results.problems(), runs.text());
        TrialRecord trial = results.trials().getFirst();
        double capacity = trial.figures().getOrDefault(Metric.CAPACITY_PER_SECOND, 0.0);
        // Four at once of 5 ms and more: 800 a second at most.
        assertTrue(capacity > 0 && capacity < 900, capacity + ": " + trial.facts());
        assertTrue(
                trial.facts().get(TrialFacts.LOAD_PROBES).split(" ").length >= 8,
                trial.facts().toString());
        assertEquals(1, RunAnalyst.analyse(results).capacities().size());
    }

    private static String shortTrials(int rounds, String models) {
        return InProcessRun.SHORT_TRIALS.formatted(rounds, models).replace("\"4s\"", "\"60s\"");
    }
}
