package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.http.HttpFixture;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunResults;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that are killed in the middle: nothing is lost but the trial in progress, nothing stays, and they go on as if
 * nothing had been.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGKILL, nor a way to see orphans")
class KilledRunTest {
    private static final String PLAN = """
            budget = "60m"
            models = [%s]
            [trial]
            warmup = "10ms"
            warmup-limit = "10ms"
            iterations = 2
            iteration = "10ms"
            heap = "128m"
            limit = "120s"
            """;
    private static final String TWO_WORKLOADS =
            PLAN.formatted("\"sequential\", \"platform-pool\", \"virtual-threads\"") + """
            [[workloads]]
            id = "nothing"
            tasks = 8
            [[workloads]]
            id = "sleep"
            tasks = 8
            parameters = { latency = "1ms" }
            """;
    /** Workers, a fixture, and tasks that hang and are deaf to interrupts. */
    private static final String EVERY_KIND_OF_PROCESS = PLAN.formatted("\"process-pool\"") + """
            [[workloads]]
            id = "http-fetch"
            tasks = 8
            [[workloads]]
            id = "broken"
            tasks = 40
            parameters = { how = "hang" }
            """;

    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void name() {
        out = folder.resolve("out");
    }

    @Test
    @Tag("slow")
    void aRunKilledThreeTimesEndsWithTheTrialsOfAnUndisturbedOne() throws Exception {
        endsAsIfUndisturbed(2, 3);
    }

    @Test
    @Tag("slow")
    void aRunKilledTwentyTimesEndsWithTheTrialsOfAnUndisturbedOne() throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        assertEquals(
                0, start(TWO_WORKLOADS, undisturbed, "--rounds=5", "--seed=7").exit());
        assertEquals(
                InProcessRun.keys(ResultsFile.read(undisturbed.resolve(ResultsFile.NAME))),
                InProcessRun.keys(endsAsIfUndisturbed(5, 20)));
    }

    private RunResults endsAsIfUndisturbed(int rounds, int kills) throws Exception {
        long seed = System.currentTimeMillis();
        System.out.println("moments of killing: seed " + seed);
        Random moments = new Random(seed);
        Set<ProcessHandle> started = new HashSet<>();
        int killed = 0;
        RunnerProcess run = start(TWO_WORKLOADS, out, "--rounds=" + rounds, "--seed=7");
        while (killed < kills) {
            if (killed % 2 == 0) {
                long before = records();
                run.await("another record", () -> records() > before);
                run.process().waitFor(moments.nextInt(800), TimeUnit.MILLISECONDS);
            } else {
                run.process().waitFor(moments.nextInt(200, 5000), TimeUnit.MILLISECONDS);
            }
            assertTrue(run.process().isAlive(), "ended after " + killed + " kills:\n" + run.text());
            List<ProcessHandle> descendants = run.descendants();
            started.addAll(descendants);
            run.process().destroyForcibly();
            if (moments.nextBoolean()) {
                descendants.forEach(ProcessHandle::destroyForcibly);
            }
            run.process().waitFor();
            killed++;
            run = hasHeader()
                    ? start(TWO_WORKLOADS, out, "--rounds=" + rounds, "--resume")
                    : start(TWO_WORKLOADS, out, "--rounds=" + rounds, "--seed=7");
        }
        String text = "killed " + killed + " times, seed " + seed + "\n" + run.text();
        assertEquals(0, run.exit(), run::toString);
        RunResults results = ResultsFile.read(out.resolve(ResultsFile.NAME));
        List<String> expected = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            List<Cell> order = new RoundOrder(7).of(round, results.header().cells());
            for (int position = 1; position <= order.size(); position++) {
                expected.add(
                        round + " " + position + " " + order.get(position - 1).id());
            }
        }
        assertEquals(6 * rounds, expected.size());
        assertEquals(expected, InProcessRun.keys(results), text);
        assertEquals(List.of(), results.problems(), text);
        assertEquals(RunEnd.Reason.ROUNDS, results.end().reason(), text);
        for (ProcessHandle process : started) {
            assertFalse(RunnerProcess.runs(process), () -> process.info() + " is left");
        }
        return results;
    }

    @Test
    @Tag("slow")
    void processesThatLostTheirRunnerEndBeforeTheRunGoesOn() throws Exception {
        RunnerProcess run = start(EVERY_KIND_OF_PROCESS, out, "--rounds=1", "--seed=3");
        run.await("a trial with a worker beside the fixture", () -> {
            List<ProcessHandle> processes = run.descendants();
            return called(processes, "ForkedMain") && called(processes, "child.WorkerMain") && hasHeader();
        });
        List<ProcessHandle> orphans = run.descendants();
        assertTrue(called(orphans, HttpFixture.class.getName()), orphans::toString);
        run.process().destroyForcibly().waitFor();

        RunnerProcess resumed = start(EVERY_KIND_OF_PROCESS, out, "--rounds=1", "--resume");
        try {
            resumed.await("going on", () -> text(out.resolve(ResultsFile.NAME)).contains("\"resumption\""));
            for (ProcessHandle orphan : orphans) {
                assertFalse(RunnerProcess.runs(orphan), () -> orphan.pid() + " still runs");
            }
        } finally {
            resumed.process().destroy();
            assertNotEquals(2, resumed.exit(), resumed.text());
        }
    }

    @Test
    @Tag("slow")
    void aSecondProcessIsRefusedWhileTheFirstHasTheFolder() throws Exception {
        RunnerProcess first = start(TWO_WORKLOADS, out, "--rounds=4", "--seed=7");
        try {
            first.await("the first run", this::hasHeader);
            String header = Files.readAllLines(out.resolve(ResultsFile.NAME)).getFirst();
            for (String resume : List.of("--resume=false", "--resume=true")) {
                RunnerProcess second = RunnerProcess.start(
                        folder.resolve("second"), List.of("--plan=" + plan(TWO_WORKLOADS), "--out=" + out, resume));
                assertEquals(2, second.exit(), second.text());
                assertTrue(second.text().contains("another run is writing to " + out), second.text());
            }
            assertTrue(first.process().isAlive());
            assertEquals(
                    header, Files.readAllLines(out.resolve(ResultsFile.NAME)).getFirst());
            assertFalse(Files.exists(out.resolve("history")));
        } finally {
            first.process().destroy();
            first.exit();
        }
    }

    private RunnerProcess start(String plan, Path to, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--plan=" + plan(plan), "--out=" + to));
        arguments.addAll(List.of(options));
        return RunnerProcess.start(folder.resolve("scratch"), arguments);
    }

    private Path plan(String plan) throws IOException {
        return Files.writeString(folder.resolve("plan.toml"), plan);
    }

    private long records() {
        return text(out.resolve(ResultsFile.NAME))
                .lines()
                .filter(line -> line.startsWith("{\"line\":\"trial\"") && line.endsWith("}"))
                .count();
    }

    private boolean hasHeader() {
        return text(out.resolve(ResultsFile.NAME)).contains("\n");
    }

    private static boolean called(List<ProcessHandle> processes, String word) {
        return processes.stream().anyMatch(process -> RunnerProcess.isCalled(process, word));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
