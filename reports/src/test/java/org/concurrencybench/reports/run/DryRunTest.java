package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.run.machine.Jvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
    @TempDir
    private Path folder;

    @Test
    void cellsAreToldInTheOrderOfThePlanWithShapeTimeAndPlace() throws Exception {
        List<String> lines = tell("""
                budget = "10m"
                min-rounds = 5
                max-rounds = 6
                models = ["virtual-threads", "sequential"]
                [trial]
                warmup = "800ms"
                warmup-limit = "800ms"
                iterations = 6
                iteration = "200ms"
                [[workloads]]
                id = "nothing"
                [[workloads]]
                id = "sleep"
                tasks = 10
                concurrency = "5"
                parameters = { latency = "20ms" }
                variants = [{ model = "virtual-threads", label = "free", concurrency = "unbounded" }]
                """);
        List<String> cells = lines.stream()
                .filter(line -> line.startsWith("nothing/") || line.startsWith("sleep[latency=20ms]/"))
                .toList();
        // A JVM takes 0.7 s to start; the warm-up 0.8 s; one iteration after it and 6 that count, 1.4 s.
        assertTrue(
                cells.get(0).matches("nothing/virtual-threads\\[concurrency=2,cpus=2] +steady +about +2.9 s  compared"),
                cells::toString);
        assertTrue(
                cells.get(1).matches("nothing/sequential\\[concurrency=1,cpus=2] +steady +about +2.9 s  compared"),
                cells::toString);
        assertTrue(
                cells.get(2).startsWith("sleep[latency=20ms]/virtual-threads[concurrency=5,cpus=2]"), cells::toString);
        // Ten waits of 20 ms one by one are 0.2 s, six of them and one before; slower ones are fewer, down to 1.3 s in
        // all.
        Matcher waits = Pattern.compile(
                        "sleep\\[latency=20ms]/sequential\\[.*] +makespan +about +([\\d.]+) s  compared")
                .matcher(cells.get(3));
        assertTrue(waits.matches() && Double.parseDouble(waits.group(1)) >= 2.8, cells::toString);
        assertTrue(cells.get(4).matches("sleep.*unbounded.* makespan .* s  beside 'free'"), cells::toString);
        assertEquals(5, cells.size());
        String text = String.join("\n", lines);
        assertTrue(text.contains("5 cells, 0 left out;"), text);
        assertTrue(text.contains("5 to 6 rounds"), text);
        assertTrue(text.contains("the budget is 10:00: it is enough for all rounds"), text);
        assertTrue(text.contains("nothing is measured, nothing is written"), text);
    }

    @Test
    void whatABudgetCannotHoldIsSaid() throws Exception {
        List<String> lines = tell("""
                budget = "1m"
                models = ["sequential", "platform-pool"]
                [[workloads]]
                id = "sleep"
                tasks = 1000
                concurrency = "200"
                parameters = { latency = "100ms" }
                [[workloads]]
                id = "primes"
                [[workloads]]
                id = "sha256"
                """);
        String text = String.join("\n", lines);
        assertTrue(
                text.contains(
                        "left out: sleep[latency=100ms]/sequential[concurrency=1,cpus=2]: a trial would take about"),
                text);
        assertTrue(text.contains("the waits add up, so the answer is arithmetic"), text);
        assertTrue(text.contains("5 cells, 1 left out;"), text);
        assertTrue(
                text.matches(
                        "(?s).*the budget is 1:00: it is (too short for verdicts \\(5 rounds\\) on any|enough for verdicts \\(5 rounds\\) on \\d) of 3 workloads; left with fewer rounds: .*; raise bench.budget \\(--budget\\) to \\dm or leave cells out.*"),
                text);
    }

    @Test
    void aTaskThatIsTooLongForTheBudgetIsLeftOutWithWhatWouldHelp() throws Exception {
        String text = String.join("\n", tell("""
                budget = "30s"
                models = ["platform-pool"]
                [[workloads]]
                id = "sleep"
                tasks = 100
                concurrency = "2"
                parameters = { latency = "100ms" }
                """));
        assertTrue(
                text.matches("(?s).*left out: sleep.*platform-pool.*: a trial would take about \\d+ s, its share of the"
                        + " budget is 6 s; set bench.tasks \\(--tasks\\) to \\d\\d a batch, or raise bench.budget"
                        + " \\(--budget\\) to \\d+m.*"),
                text);
        assertTrue(text.contains("no cell would be measured"), text);
    }

    private List<String> tell(String plan) throws Exception {
        Path file = Files.writeString(folder.resolve("plan.toml"), plan);
        Path out = folder.resolve("out");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        RunRequest request = new RunRequest(
                PlanReader.read(file.toString()),
                List.of(),
                out,
                false,
                List.of(new Jvm("", Path.of(System.getProperty("java.home"), "bin", "java"))),
                2,
                OptionalLong.empty(),
                "test");
        new DryRun(
                        request,
                        Catalog.load(getClass().getClassLoader()),
                        new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), false))
                .tell();
        assertFalse(Files.exists(out));
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
