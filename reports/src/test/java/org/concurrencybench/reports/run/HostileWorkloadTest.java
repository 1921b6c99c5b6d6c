package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workloads that do their worst end as cells that say what happened; all others are measured, and nothing is left
 * running.
 */
@Tag("slow")
class HostileWorkloadTest {
    private static final String TRIALS = """
            budget = "10m"
            min-rounds = 1
            max-rounds = 1
            models = ["%s"]
            [trial]
            warmup = "20ms"
            warmup-limit = "20ms"
            iterations = 2
            iteration = "20ms"
            heap = "128m"
            limit = "15s"
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"platform-pool", "virtual-threads", "completable-future", "process-pool"})
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere orphans cannot be found")
    void doesItsWorstAndHidesNoOtherCell(String model) throws Exception {
        boolean inWorker = model.equals("process-pool");

        Map<String, TrialRecord> byWay = byWay(
                new InProcessRun(folder).run(plan(model, "halt", "heap", "heap-kept", "orphans", "not"), "hostile"));

        assertNull(failure(byWay, "not"), "the cell that is well");
        assertNull(failure(byWay, "orphans"), "the cell that leaves processes behind");
        assertEquals(List.of(), orphans());
        Failure halt = failure(byWay, "halt");
        assertEquals(inWorker ? Failure.Kind.TASK : Failure.Kind.JVM_EXIT, halt.kind(), halt::message);
        assertTrue(halt.message().contains("exit code 3"), halt::message);
        for (String way : List.of("heap", "heap-kept")) {
            Failure heap = failure(byWay, way);
            assertEquals(
                    inWorker ? Failure.Kind.TASK : Failure.Kind.JVM_EXIT, heap.kind(), way + ": " + heap.message());
            assertTrue(heap.message().contains("OutOfMemoryError: Java heap space"), way + ": " + heap.message());
        }
    }

    /** The whole runner in a heap smaller than what the task prints. */
    @ParameterizedTest
    @ValueSource(strings = {"platform-pool", "process-pool"})
    @Timeout(300)
    void aHundredMegabytesOfOutputNeedNoMemory(String model) throws Exception {
        Path plan = Files.writeString(folder.resolve("flood.toml"), plan(model, "flood", "not"));
        Path out = folder.resolve("flooded");
        Path printed = folder.resolve("printed");
        Process runner = new ProcessBuilder(
                        InProcessRun.JAVA.toString(),
                        "-Xmx56m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.concurrencybench.reports.cli.Main",
                        "run",
                        "--plan=" + plan,
                        "--out=" + out)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertTrue(runner.waitFor(240, TimeUnit.SECONDS), "it does not end");
        } finally {
            runner.descendants().forEach(ProcessHandle::destroyForcibly);
            runner.destroyForcibly();
        }
        File text = printed.toFile();
        assertTrue(text.length() < 100_000, "the runner itself printed " + text.length() + " bytes");
        assertEquals(0, runner.exitValue(), Files.readString(printed));
        assertEquals(
                List.of(2, 2),
                byWay(ResultsFile.read(out.resolve(ResultsFile.NAME))).values().stream()
                        .map(trial -> trial.iterations().size())
                        .toList());
    }

    private static String plan(String model, String... ways) {
        StringBuilder plan = new StringBuilder(TRIALS.formatted(model));
        for (String way : ways) {
            plan.append("[[workloads]]\nid = \"broken\"\ntasks = 40\nparameters = { how = \"%s\" }\n".formatted(way));
        }
        return plan.toString();
    }

    private static Map<String, TrialRecord> byWay(RunResults results) {
        return results.trials().stream()
                .collect(Collectors.toMap(
                        trial -> trial.cell()
                                .substring("broken[how=".length(), trial.cell().indexOf(']')),
                        trial -> trial));
    }

    private static Failure failure(Map<String, TrialRecord> byWay, String way) {
        assertNotNull(byWay.get(way), way + " has no record");
        return byWay.get(way).failure();
    }

    private static List<String> orphans() {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(command -> command.endsWith("sleep " + BrokenWorkload.ORPHANS_SLEEP))
                .toList();
    }
}
