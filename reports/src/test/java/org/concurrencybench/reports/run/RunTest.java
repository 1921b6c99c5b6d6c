package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private static final String SHORT_TRIALS = """
            budget = "10m"
            min-rounds = 1
            max-rounds = %d
            models = [%s]
            [trial]
            warmup-iterations = 1
            iterations = 2
            iteration = "20ms"
            heap = "128m"
            limit = "4s"
            """;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void everyKindOfFailureIsRecordedWithItsCauseAndStopsNothingElse() throws Exception {
        List<String> ways = List.of(
                "not", "prepare", "set-up", "task", "digest", "tear-down", "hang", "lie", "print", "exit", "children");
        StringBuilder plan = new StringBuilder(SHORT_TRIALS.formatted(1, "\"platform-pool\""));
        ways.forEach(way -> plan.append(
                "[[workloads]]\nid = \"broken\"\ntasks = 40\nparameters = { how = \"%s\" }\n".formatted(way)));
        Set<Long> before = descendants();

        RunResults results = run(plan.toString(), "all", false);

        Map<String, TrialRecord> byWay = results.trials().stream()
                .collect(Collectors.toMap(
                        trial -> trial.cell()
                                .substring("broken[how=".length(), trial.cell().indexOf(']')),
                        trial -> trial));
        assertEquals(Set.copyOf(ways), byWay.keySet(), text());
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
        StringBuilder plan = new StringBuilder(SHORT_TRIALS.formatted(1, "\"process-pool\""));
        List.of("not", "set-up", "task", "tear-down", "hang", "lie", "exit")
                .forEach(way -> plan.append(
                        "[[workloads]]\nid = \"broken\"\ntasks = 40\nparameters = { how = \"%s\" }\n".formatted(way)));

        RunResults results = run(plan.toString(), "workers", false);

        Map<String, TrialRecord> byWay = results.trials().stream()
                .collect(Collectors.toMap(
                        trial -> trial.cell()
                                .substring("broken[how=".length(), trial.cell().indexOf(']')),
                        trial -> trial));
        assertNull(byWay.get("not").failure(), text());
        assertFailure(byWay, "set-up", Failure.Kind.SETUP, "cannot be set up on purpose");
        assertFailure(byWay, "task", Failure.Kind.TASK, "a task fails on purpose");
        assertFailure(byWay, "tear-down", Failure.Kind.TEARDOWN, "cannot be torn down on purpose");
        assertFailure(byWay, "hang", Failure.Kind.TIMEOUT, "took longer than");
        assertFailure(byWay, "lie", Failure.Kind.WRONG_RESULT, "gave an output with digest");
        assertFailure(byWay, "exit", Failure.Kind.TASK, "exit code 0");
    }

    @Test
    void aResumedRunMeasuresOnlyWhatIsMissingInTheSameOrder() throws Exception {
        String plan = SHORT_TRIALS
                        .formatted(2, "\"sequential\", \"platform-pool\"")
                        .replace("min-rounds = 1", "min-rounds = 2")
                + "[[workloads]]\nid = \"null\"\ntasks = 8\n";
        RunResults whole = run(plan, "resumed", false);
        List<String> keys = keys(whole);
        Path file = folder.resolve("resumed").resolve(ResultsFile.NAME);
        List<String> lines = Files.readAllLines(file);
        Files.writeString(
                file, lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(2).substring(0, 40));

        RunResults resumed = run(plan, "resumed", true);

        assertEquals(keys, keys(resumed));
        assertEquals(whole.trials().getFirst(), resumed.trials().getFirst());
        assertTrue(text().contains("going on after 1 trials"), text());
    }

    @Test
    void aNewRunMovesTheEarlierOneAside() throws Exception {
        String plan = SHORT_TRIALS.formatted(1, "\"sequential\"") + "[[workloads]]\nid = \"null\"\ntasks = 8\n";
        run(plan, "again", false);
        String first = Files.readString(folder.resolve("again").resolve(ResultsFile.NAME));
        run(plan, "again", false);
        try (var kept = Files.list(folder.resolve("again/history"))) {
            List<Path> earlier = kept.toList();
            assertEquals(1, earlier.size());
            assertEquals(first, Files.readString(earlier.getFirst().resolve(ResultsFile.NAME)));
        }
    }

    @Test
    void resumingOtherCellsIsRefusedWithTheDifference() throws Exception {
        String plan = SHORT_TRIALS.formatted(1, "\"sequential\"") + "[[workloads]]\nid = \"null\"\ntasks = 8\n";
        run(plan, "other", false);
        UsageException refused =
                assertThrows(UsageException.class, () -> run(plan.replace("\"null\"", "\"sha256\""), "other", true));
        assertTrue(refused.getMessage().contains("sha256[size=4096]/sequential"), refused.getMessage());
    }

    private RunResults run(String plan, String name, boolean resume) throws Exception {
        Path file = Files.writeString(folder.resolve("plan.toml"), plan);
        Path out = folder.resolve(name);
        RunRequest request = new RunRequest(
                PlanReader.read(file.toString()),
                List.of(),
                out,
                resume,
                Path.of(System.getProperty("java.home"), "bin", "java"),
                2,
                42,
                "test");
        Catalog catalog = Catalog.load(getClass().getClassLoader());
        new Run(request, catalog, new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), false))
                .execute(done -> {});
        return ResultsFile.read(out.resolve(ResultsFile.NAME));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static List<String> keys(RunResults results) {
        return results.trials().stream()
                .map(trial -> trial.round() + " " + trial.position() + " " + trial.cell())
                .toList();
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
