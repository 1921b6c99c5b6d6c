package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.concurrencybench.core.experiment.EvidenceNames;
import org.concurrencybench.reports.records.CostMetric;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What real trials cost reaches their records, worker processes included. */
@Tag("slow")
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere much of it is not available")
class CostRunTest {
    private static final Set<String> OF_EVERY_CELL = Set.of(
            Metric.CPU_NANOS_PER_TASK,
            CostMetric.TASKS_CPU_NANOS_PER_TASK,
            CostMetric.DRIVER_CPU_NANOS_PER_TASK,
            CostMetric.COMPILER_CPU_NANOS_PER_TASK,
            CostMetric.COLLECTOR_CPU_NANOS_PER_TASK,
            CostMetric.ALLOCATED_BYTES_PER_TASK,
            CostMetric.COLLECTION_NANOS_PER_TASK,
            CostMetric.PEAK_PROPORTIONAL_BYTES,
            CostMetric.THREADS);

    @TempDir
    private Path folder;

    private Map<String, Map<String, Double>> figures(RunResults results) {
        Map<String, Map<String, Double>> byModel = new HashMap<>();
        results.trials()
                .forEach(trial -> byModel.put(trial.cell().replaceAll(".*/([a-z-]+).*", "$1"), trial.figures()));
        return byModel;
    }

    @Test
    void workersAreCountedAndWhatCannotBeToldIsAbsent() throws Exception {
        InProcessRun runs = new InProcessRun(folder);
        RunResults results = runs.run(
                InProcessRun.SHORT_TRIALS
                                .formatted(
                                        1,
                                        "\"sequential\", \"platform-pool\", \"platform-per-task\", \"process-pool\", \"process-per-task\"")
                                .replace("\"4s\"", "\"60s\"")
                                .replace("\"20ms\"", "\"300ms\"")
                        + """
                        [[workloads]]
                        id = "allocate"
                        tasks = 8
                        """,
                "costs");

        assertEquals(List.of(), results.problems(), runs.text());
        Map<String, Map<String, Double>> figures = figures(results);
        for (String model : List.of("sequential", "platform-pool", "platform-per-task", "process-pool")) {
            Map<String, Double> told = figures.get(model);
            List<String> missing = new ArrayList<>(OF_EVERY_CELL);
            missing.removeAll(told.keySet());
            assertEquals(List.of(), missing, model + " " + told);
            assertFalse(told.containsKey(CostMetric.FIXTURE_CPU_NANOS_PER_TASK), "it has no fixture");
            double parts = told.get(CostMetric.TASKS_CPU_NANOS_PER_TASK)
                    + told.get(CostMetric.DRIVER_CPU_NANOS_PER_TASK)
                    + told.get(CostMetric.COMPILER_CPU_NANOS_PER_TASK)
                    + told.get(CostMetric.COLLECTOR_CPU_NANOS_PER_TASK);
            assertTrue(parts >= told.get(Metric.CPU_NANOS_PER_TASK) * 0.99, model + " " + told);
        }
        // The same tasks allocate the same, wherever they run; what the model adds comes on top.
        double alone = figures.get("sequential").get(CostMetric.ALLOCATED_BYTES_PER_TASK);
        assertTrue(alone > 1e4, () -> alone + " bytes");
        for (String model : List.of("platform-pool", "process-pool")) {
            double allocated = figures.get(model).get(CostMetric.ALLOCATED_BYTES_PER_TASK);
            assertTrue(allocated > alone * 0.9, model + ": " + allocated + " of " + alone);
        }
        assertTrue(
                figures.get("process-pool").get(Metric.PEAK_RESIDENT_BYTES)
                        > figures.get("process-pool").get(CostMetric.PEAK_PROPORTIONAL_BYTES),
                "shared pages count in each");
        assertTrue(
                figures.get("process-pool").get(CostMetric.THREADS)
                        > 1.5 * figures.get("sequential").get(CostMetric.THREADS),
                "three JVMs have more threads than one");
        assertTrue(figures.get("platform-pool").containsKey(CostMetric.VOLUNTARY_SWITCHES_PER_TASK));
        assertFalse(
                figures.get("platform-per-task").containsKey(CostMetric.VOLUNTARY_SWITCHES_PER_TASK),
                "they went with their threads");
        Map<String, Double> ended = figures.get("process-per-task");
        assertTrue(ended.containsKey(Metric.CPU_NANOS_PER_TASK), ended::toString);
        for (String gone : List.of(
                CostMetric.ALLOCATED_BYTES_PER_TASK,
                CostMetric.PEAK_PROPORTIONAL_BYTES,
                CostMetric.THREADS,
                CostMetric.COMPILER_CPU_NANOS_PER_TASK,
                Metric.PEAK_RESIDENT_BYTES)) {
            assertFalse(ended.containsKey(gone), gone);
        }
        figures.values()
                .forEach(told -> assertFalse(told.containsKey(EvidenceNames.PINNED_PER_TASK), "no virtual threads"));
    }

    @Test
    void fixturesStandApart() throws Exception {
        RunResults results = new InProcessRun(folder)
                .run(
                        InProcessRun.SHORT_TRIALS
                                        .formatted(1, "\"platform-pool\"")
                                        .replace("\"4s\"", "\"60s\"") + """
                        [[workloads]]
                        id = "http-fetch"
                        tasks = 16
                        concurrency = "8"
                        """,
                        "fixtures");
        assertEquals(List.of(), results.problems());
        Map<String, Double> told = figures(results).get("platform-pool");
        assertTrue(told.get(CostMetric.FIXTURE_CPU_NANOS_PER_TASK) >= 0, told::toString);
        assertTrue(told.get(CostMetric.FIXTURE_PEAK_BYTES) > 1e7, told::toString);
    }

    @Test
    void pinningIsSeenWhereItHappensAndOnlyInTheFirstRound() throws Exception {
        RunResults results = new InProcessRun(folder)
                .run(
                        InProcessRun.SHORT_TRIALS
                                        .formatted(2, "\"virtual-threads\"")
                                        .replace("\"4s\"", "\"60s\"") + """
                        [[workloads]]
                        id = "pins"
                        tasks = 16
                        concurrency = "8"
                        [[workloads]]
                        id = "sleep"
                        tasks = 16
                        concurrency = "8"
                        """,
                        "pins");
        assertEquals(List.of(), results.problems());
        for (TrialRecord trial : results.trials()) {
            Map<String, Double> told = trial.figures();
            assertEquals(trial.round() == 1, told.containsKey(EvidenceNames.PINNED_PER_TASK), trial::toString);
            if (trial.round() == 1) {
                boolean pins = trial.cell().startsWith("pins");
                assertEquals(pins ? 1.0 : 0.0, told.get(EvidenceNames.PINNED_PER_TASK), 0.01, trial.cell());
                assertEquals(pins, told.get(EvidenceNames.PINNED_NANOS_PER_TASK) >= 1e6, trial.cell());
                if (Runtime.version().feature() >= 24) {
                    assertTrue(told.get(EvidenceNames.CARRIERS) >= 1, told::toString);
                    assertTrue(told.get(EvidenceNames.MOUNTED) >= 0, told::toString);
                }
            }
        }
    }

    @Test
    void waitingTasksTakeMemoryInProportionAndRefusalsSayWhy() throws Exception {
        RunResults results = new InProcessRun(folder)
                .run(
                        InProcessRun.SHORT_TRIALS
                                        .formatted(
                                                1,
                                                "\"sequential\", \"platform-per-task\", \"virtual-threads\", \"structured-scope\", \"completable-future\", \"event-loop\", \"reactor\"")
                                        .replace("\"4s\"", "\"120s\"")
                                        .replace(
                                                "heap = \"128m\"",
                                                "heap = \"128m\"\ncollector = \"Serial\"\nwaiting = [200, 400, 1000]")
                                + """
                        [[workloads]]
                        id = "sleep"
                        tasks = 16
                        concurrency = "8"
                        """,
                        "waiting");
        assertEquals(List.of(), results.problems());
        for (TrialRecord trial : results.trials()) {
            if (trial.cell().contains("/sequential")) {
                assertEquals("it has 1 in flight at most", trial.facts().get(EvidenceNames.WAITING_REFUSED + 1000));
                assertFalse(trial.figures().containsKey(EvidenceNames.WAITING_BYTES_PER_TASK));
            } else {
                Double slope = trial.figures().get(EvidenceNames.WAITING_BYTES_PER_TASK);
                boolean refused = trial.facts().containsKey(EvidenceNames.WAITING_REFUSED + 1000);
                assertFalse(refused, trial::toString);
                System.out.println(trial.cell() + ": " + slope + " bytes per waiting task");
                assertTrue(slope > 50 && slope < 1e6, trial.cell() + ": " + slope);
                if (trial.cell().contains("platform-per-task")) {
                    assertTrue(slope > 10_000, "a thread has pages of its own: " + slope);
                }
            }
        }
    }

    @Test
    void aCellIsRecordedInOneMoreTrialThatDoesNotCount() throws Exception {
        InProcessRun runs = new InProcessRun(folder).profile("sha256/process-pool");
        RunResults results = runs.run(
                InProcessRun.SHORT_TRIALS
                                .formatted(1, "\"sequential\", \"process-pool\"")
                                .replace("\"4s\"", "\"60s\"") + """
                        [[workloads]]
                        id = "sha256"
                        """,
                "profile");
        assertEquals(2, results.trials().size(), runs.text());
        List<String> recordings;
        try (var files = Files.list(folder.resolve("profile"))) {
            recordings = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("profile-"))
                    .sorted()
                    .toList();
        }
        assertEquals(3, recordings.size(), recordings + runs.text());
        assertTrue(recordings.getFirst().endsWith("-driver.jfr"), recordings::toString);
        for (String recording : recordings) {
            try (var events =
                    new jdk.jfr.consumer.RecordingFile(folder.resolve("profile").resolve(recording))) {
                assertTrue(events.hasMoreEvents(), recording);
            }
        }
    }
}
