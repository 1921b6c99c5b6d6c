package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    @TempDir
    private Path folder;

    private InProcessRun runs;

    @BeforeEach
    void prepare() {
        runs = new InProcessRun(folder);
    }

    @Test
    void aFailureIsRecordedWithItsCauseAndStopsNothingElse() throws Exception {
        StringBuilder plan = new StringBuilder(InProcessRun.SHORT_TRIALS.formatted(1, "\"platform-pool\""));
        for (String way : List.of("prepare", "task", "exit", "not")) {
            plan.append("[[workloads]]\nid = \"broken\"\ntasks = 40\nparameters = { how = \"%s\" }\n".formatted(way));
        }

        Map<String, TrialRecord> byWay = byWay(runs.run(plan.toString(), "some"));

        assertNull(byWay.get("not").failure(), runs.text());
        Map<String, Double> figures = byWay.get("not").figures();
        assertTrue(figures.get(Metric.CPUS_USED) > 0, figures::toString);
        assertTrue(figures.get(Metric.PEAK_RESIDENT_BYTES) > 10e6, figures::toString);
        assertFailure(byWay, "prepare", Failure.Kind.SETUP, "cannot prepare on purpose");
        assertFailure(byWay, "task", Failure.Kind.TASK, "a task fails on purpose");
        assertFailure(
                byWay, "exit", Failure.Kind.JVM_EXIT, "System.exit was called at " + BrokenWorkload.class.getName());
        assertFailure(byWay, "task", Failure.Kind.TASK, "task ");
        String block = "    "
                + String.join(
                        System.lineSeparator() + "    ",
                        byWay.get("task").failure().block());
        assertTrue(block.contains("What to do: correct run() for input("), block);
        assertEquals(2, runs.text().split(Pattern.quote(block), -1).length, runs::text);
    }

    @Test
    @Tag("slow")
    void everyKindOfFailureIsRecordedWithItsCauseAndStopsNothingElse() throws Exception {
        List<String> ways = List.of(
                "not", "prepare", "set-up", "task", "digest", "tear-down", "hang", "lie", "print", "exit", "children");
        StringBuilder plan = new StringBuilder(InProcessRun.SHORT_TRIALS.formatted(1, "\"platform-pool\""));
        ways.forEach(way -> plan.append(
                "[[workloads]]\nid = \"broken\"\ntasks = 40\nparameters = { how = \"%s\" }\n".formatted(way)));
        Set<Long> before = descendants();

        RunResults results = runs.run(plan.toString(), "all");

        Map<String, TrialRecord> byWay = byWay(results);
        assertEquals(Set.copyOf(ways), byWay.keySet(), runs.text());
        for (String well : List.of("not", "print", "children")) {
            assertNull(byWay.get(well).failure(), well);
            assertEquals(2, byWay.get(well).iterations().size(), well);
        }
        assertFailure(byWay, "prepare", Failure.Kind.SETUP, "cannot prepare on purpose");
        assertFailure(byWay, "set-up", Failure.Kind.SETUP, "cannot be set up on purpose");
        assertFailure(byWay, "task", Failure.Kind.TASK, "a task fails on purpose");
        assertFailure(byWay, "digest", Failure.Kind.TASK, "a digest fails on purpose");
        assertFailure(byWay, "tear-down", Failure.Kind.TEARDOWN, "cannot be torn down on purpose");
        assertFailure(byWay, "hang", Failure.Kind.TIMEOUT, "took longer than");
        assertFailure(byWay, "lie", Failure.Kind.WRONG_RESULT, "gave an output with digest");
        assertFailure(byWay, "exit", Failure.Kind.JVM_EXIT, "");
        assertEquals(RunEnd.Reason.ROUNDS, results.end().reason());
        assertEquals(8, results.problems().size(), results.problems()::toString);
        Set<Long> left = descendants();
        left.removeAll(before);
        assertEquals(Set.of(), left, "processes left");
    }

    @Test
    @Tag("slow")
    void failuresInsideWorkersAreRecordedAlike() throws Exception {
        StringBuilder plan = new StringBuilder(InProcessRun.SHORT_TRIALS.formatted(1, "\"process-pool\""));
        List.of("not", "set-up", "task", "tear-down", "hang", "lie", "exit")
                .forEach(way -> plan.append(
                        "[[workloads]]\nid = \"broken\"\ntasks = 40\nparameters = { how = \"%s\" }\n".formatted(way)));

        RunResults results = runs.run(plan.toString(), "workers");

        Map<String, TrialRecord> byWay = byWay(results);
        assertNull(byWay.get("not").failure(), runs.text());
        assertFailure(byWay, "set-up", Failure.Kind.SETUP, "cannot be set up on purpose");
        assertFailure(byWay, "task", Failure.Kind.TASK, "a task fails on purpose");
        assertFailure(byWay, "tear-down", Failure.Kind.TEARDOWN, "cannot be torn down on purpose");
        assertFailure(byWay, "hang", Failure.Kind.TIMEOUT, "took longer than");
        assertFailure(byWay, "lie", Failure.Kind.WRONG_RESULT, "gave an output with digest");
        assertFailure(byWay, "exit", Failure.Kind.TASK, "exit code 0");
    }

    @Test
    @Tag("slow")
    void aNewRunMovesTheEarlierOneAside() throws Exception {
        String plan =
                InProcessRun.SHORT_TRIALS.formatted(1, "\"sequential\"") + "[[workloads]]\nid = \"null\"\ntasks = 8\n";
        String first = "{\"line\":\"header\",\"what\":\"an earlier run recorded\"}\n";
        Files.writeString(Files.createDirectories(folder.resolve("again")).resolve(ResultsFile.NAME), first);
        assertEquals(1, runs.run(plan, "again").trials().size());
        try (var kept = Files.list(folder.resolve("again/history"))) {
            List<Path> earlier = kept.toList();
            assertEquals(1, earlier.size());
            assertEquals(first, Files.readString(earlier.getFirst().resolve(ResultsFile.NAME)));
        }
    }

    private static Map<String, TrialRecord> byWay(RunResults results) {
        return results.trials().stream()
                .collect(Collectors.toMap(
                        trial -> trial.cell()
                                .substring("broken[how=".length(), trial.cell().indexOf(']')),
                        trial -> trial));
    }

    private static void assertFailure(Map<String, TrialRecord> byWay, String way, Failure.Kind kind, String message) {
        Failure failure = byWay.get(way).failure();
        assertFalse(failure == null, way + " was measured");
        assertEquals(kind, failure.kind(), way + ": " + failure.message());
        assertTrue(failure.message().contains(message), way + ": " + failure.message());
        assertEquals(List.of(), byWay.get(way).iterations(), way);
    }

    private static Set<Long> descendants() throws IOException {
        return ProcessHandle.current().descendants().map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
