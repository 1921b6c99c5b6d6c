package org.concurrencybench.process.pool;

import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.TaskCancelledException;
import org.concurrencybench.process.api.TaskFailedException;
import org.concurrencybench.process.api.TaskTimeoutException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerExit;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.worker.WorkerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who comes from Python's multiprocessing looks for first, as far as no other test shows it. */
@Timeout(120)
class PythonHabitsTest {
    private static final ProcessPoolConfig ONE = ProcessPoolConfig.ofWorkers(1);

    @TempDir
    Path directory;

    private static WorkerProcess<String, String> obeying(String name, String order) {
        return new WorkerProcess<>(name, ONE.workerOptions(), FunctionSpec.of(Functions.Obey.class), order);
    }

    private static boolean isChild(long pid) {
        return ProcessHandle.current().children().anyMatch(child -> child.pid() == pid);
    }

    @Test
    void runningWorkersAreChildrenOfThisProcess() throws Exception {
        Path go = directory.resolve("go");
        try (var worker = obeying("named", "wait-for " + go)) {
            worker.start();
            assertTrue(isChild(worker.pid()));
            Files.createFile(go);
            worker.join();
            assertFalse(isChild(worker.pid()));
        }
    }

    @Test
    void firstOfSeveralProcessesToEndIsKnown() throws Exception {
        try (var long1 = obeying("long", "hang");
                var short1 = obeying("short", "exit 5")) {
            long1.start();
            short1.start();
            assertEquals(
                    new WorkerExit(5, WorkerExit.By.ITSELF),
                    get(CompletableFuture.anyOf(long1.onExit(), short1.onExit())));
            assertTrue(long1.isAlive());
            long1.kill();
        }
    }

    @Test
    void everyFailureIsOfOneSealedFamily() {
        assertTrue(ProcessPoolException.class.isSealed());
        for (Class<?> kind : List.of(
                TaskTimeoutException.class,
                TaskCancelledException.class,
                TaskFailedException.class,
                PayloadException.class,
                WorkerDiedException.class,
                WorkerStartException.class)) {
            assertTrue(ProcessPoolException.class.isAssignableFrom(kind), kind.getName());
        }
    }

    @Test
    void configurationsAreNeverChanged() throws Exception {
        ProcessPoolConfig two = ONE.withWorkers(2).withSlots(3);
        assertEquals("1 1 2 3", ONE.workers() + " " + ONE.slots() + " " + two.workers() + " " + two.slots());
        try (var plain = ProcessPool.start(ONE, FunctionSpec.of(Functions.Obey.class));
                var greeting = ProcessPool.start(
                        ONE.withJvmArguments(List.of("-Dgreeting=hello")), FunctionSpec.of(Functions.Obey.class))) {
            assertEquals("null", get(plain.submit("property greeting")));
            assertEquals("hello", get(greeting.submit("property greeting")));
        }
    }

    @Test
    void poolCannotBeHandedToAWorker() throws Exception {
        try (var pool = ProcessPool.start(ONE, FunctionSpec.of(Functions.Twice.class))) {
            var function = FunctionSpec.of(Functions.Obey.class);
            var refusal = assertThrows(IllegalArgumentException.class, () -> function.withConstants(pool));
            assertTrue(refusal.getMessage().contains(ProcessPool.class.getName()), refusal.getMessage());
            assertThrows(IllegalArgumentException.class, () -> Codecs.of(ProcessPool.class));
        }
    }

    @Test
    void tasksAreSubmittedFromVirtualThreadsAndChains() throws Exception {
        try (var pool = ProcessPool.start(ONE, FunctionSpec.of(Functions.Twice.class));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> all = new ArrayList<>();
            for (long i = 0; i < 1000; i++) {
                long start = i;
                all.add(threads.submit(() -> pool.submit(start)
                        .thenCompose(doubled -> pool.submit(doubled))
                        .thenComposeAsync(pool::submit, threads)
                        .get()));
            }
            for (int i = 0; i < all.size(); i++) {
                assertEquals(8L * i, get(all.get(i)));
            }
        }
    }

    /** One after another they would take ten seconds. */
    @Test
    @Tag("slow")
    void tenTasksOfASecondDoNotRunInARowOnTenWorkers() throws Exception {
        var config = ProcessPoolConfig.ofWorkers(10)
                .withJvmArguments(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Obey.class))) {
            long start = System.nanoTime();
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(pool.submit("sleep 1000"));
            }
            for (Future<String> one : all) {
                get(one);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.toMillis() >= 1000, took.toString());
            assertTrue(took.toMillis() < 10_000, "they ran in a row: " + took);
        }
    }
}
