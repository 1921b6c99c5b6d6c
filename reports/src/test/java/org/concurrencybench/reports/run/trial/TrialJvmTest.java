package org.concurrencybench.reports.run.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.junit.jupiter.api.Test;

/** Models are measured at equal terms: the same heap in total, the same collector, the same CPUs. */
class TrialJvmTest {
    private static final TrialJvm JVM = new TrialJvm(
            new Plan.TrialShape(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(8),
                    14,
                    Duration.ofMillis(100),
                    900,
                    "Parallel",
                    Duration.ofSeconds(30)),
            2,
            Path.of("scratch"));

    @Test
    void theJvmsOfATrialShareTheHeapOfASingleOne() {
        assertEquals(900, heap(JVM.arguments(cell(ModelFamily.THREADS, 2, Map.of()))));
        for (int workers : new int[] {1, 2, 8}) {
            Cell cell = cell(ModelFamily.PROCESS, workers, Map.of("workers", Integer.toString(workers)));
            assertEquals(
                    900,
                    heap(JVM.arguments(cell)) + workers * heap(workerArguments(cell)),
                    workers + " workers and the JVM that drives them");
        }
    }

    @Test
    void noMoreWorkersAreProvidedForThanThereAreTasksInFlight() {
        Cell cell = cell(ModelFamily.PROCESS, 1, Map.of());
        assertEquals("1", JVM.asked(cell).get("workers"));
        assertEquals(450, heap(JVM.arguments(cell)));
    }

    @Test
    void allJvmsHaveThePlansCollectorAndWorkersTheirShareOfTheCpus() {
        Cell cell = cell(ModelFamily.PROCESS, 2, Map.of());
        assertTrue(JVM.arguments(cell).contains("-XX:+UseParallelGC"));
        assertTrue(workerArguments(cell).contains("-XX:+UseParallelGC"));
        assertTrue(JVM.arguments(cell).contains("-XX:+ExitOnOutOfMemoryError"));
        assertTrue(workerArguments(cell).contains("-XX:+ExitOnOutOfMemoryError"));
        assertTrue(workerArguments(cell).contains("-XX:ActiveProcessorCount=1"));
        assertTrue(JVM.arguments(cell(ModelFamily.THREADS, 2, Map.of()))
                .contains("-Djdk.virtualThreadScheduler.parallelism=2"));
    }

    @Test
    void whatIsAskedForIsWhatTheArgumentsSay() {
        Cell cell = cell(ModelFamily.PROCESS, 32, Map.of("slots", "3"));
        Map<String, String> asked = JVM.asked(cell);
        assertEquals("Parallel", asked.get("collector"));
        assertEquals(heap(JVM.arguments(cell)) + "", Long.parseLong(asked.get("heapBytes")) / (1 << 20) + "");
        assertEquals("2", asked.get("workers"));
        assertEquals("1", asked.get("workerProcessors"));
        assertEquals("3", asked.get("slots"));
        assertEquals("32", asked.get("concurrency"));
    }

    /** Its tasks wait in the JVM that drives, on as many carriers as there are cpus, whatever is computed elsewhere. */
    @Test
    void theHybridHasAWorkerForEachCpuHoweverManyTasksWait() {
        for (int concurrency : new int[] {32, Settings.UNBOUNDED}) {
            Cell cell = cell("hybrid", ModelFamily.PROCESS, concurrency, Map.of("waits-on", "virtual-threads"));
            Map<String, String> asked = JVM.asked(cell);
            assertEquals("2", asked.get("workers"));
            assertEquals("1", asked.get("workerProcessors"));
            assertEquals("virtual-threads", asked.get("waits-on"));
            assertTrue(JVM.arguments(cell).contains("-Djdk.virtualThreadScheduler.parallelism=2"));
            assertEquals(300, heap(JVM.arguments(cell)), "a third for the waits");
            assertEquals(300, heap(workerArguments(cell)), "and one for each worker");
        }
        Cell alone = cell("hybrid", ModelFamily.PROCESS, 32, Map.of("workers", "1"));
        assertEquals(
                "2",
                workerArguments(alone).stream()
                        .filter(argument -> argument.startsWith("-XX:ActiveProcessorCount="))
                        .map(argument -> argument.substring(argument.indexOf('=') + 1))
                        .findFirst()
                        .orElseThrow());
        assertEquals(450, heap(JVM.arguments(alone)));
    }

    private static Cell cell(ModelFamily family, int concurrency, Map<String, String> settings) {
        return cell("model", family, concurrency, settings);
    }

    private static Cell cell(String model, ModelFamily family, int concurrency, Map<String, String> settings) {
        return new Cell(
                "sleep",
                Map.of(),
                model,
                family,
                settings,
                2,
                concurrency,
                Shape.STEADY,
                List.of(Role.COMPARED),
                "",
                "",
                10,
                "");
    }

    private static List<String> workerArguments(Cell cell) {
        return JVM.arguments(cell).stream()
                .filter(argument -> argument.startsWith("-Dconcurrencybench.worker.jvmargs="))
                .flatMap(argument ->
                        argument.substring(argument.indexOf('=') + 1).lines())
                .toList();
    }

    private static int heap(List<String> arguments) {
        String largest = arguments.stream()
                .filter(argument -> argument.startsWith("-Xmx"))
                .findFirst()
                .orElseThrow();
        assertTrue(arguments.contains(largest.replace("-Xmx", "-Xms")), arguments::toString);
        return Integer.parseInt(largest.substring(4, largest.length() - 1));
    }
}
