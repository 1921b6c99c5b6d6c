package org.concurrencybench.process.worker;

import static org.concurrencybench.process.pool.ProcessPoolTest.failure;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.TaskFailedException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerExit;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One JVM for one task. */
@Timeout(120)
class WorkerProcessTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final ProcessPoolConfig CONFIG = ProcessPoolConfig.ofWorkers(1);

    @TempDir
    Path directory;

    private static WorkerProcess<String, String> obeying(String order) {
        return new WorkerProcess<>("obey", CONFIG.workerOptions(), FunctionSpec.of(Functions.Obey.class), order);
    }

    @Test
    void runsItsFunctionOnceAndEnds() throws Exception {
        try (var worker = obeying("pid")) {
            assertFalse(worker.isAlive());
            assertThrows(IllegalStateException.class, worker::pid);
            assertThrows(IllegalStateException.class, worker::join);
            worker.start();
            assertEquals(Long.toString(worker.pid()), get(worker.result()));
            worker.join();
            assertTrue(worker.join(Duration.ofMillis(1)), "joining may be repeated");
            assertFalse(worker.isAlive());
            assertEquals(Optional.of(new WorkerExit(0, WorkerExit.By.ITSELF)), worker.exit());
            assertEquals(worker.exit().orElseThrow(), get(worker.onExit()));
            assertFalse(Processes.runs(worker.pid()));
            var again = assertThrows(IllegalStateException.class, worker::start);
            assertTrue(again.getMessage().contains("'obey' was started before"), again.getMessage());
        }
    }

    @Test
    void tellsHowItEnded() throws Exception {
        try (var worker = obeying("exit 3")) {
            worker.start();
            assertEquals(new WorkerExit(3, WorkerExit.By.ITSELF), get(worker.onExit()));
            assertEquals(3, failure(WorkerDiedException.class, worker.result()).exitCode());
        }
        try (var worker = obeying("throw a tantrum")) {
            worker.start();
            failure(TaskFailedException.class, worker.result());
            assertEquals(new WorkerExit(0, WorkerExit.By.ITSELF), get(worker.onExit()));
        }
    }

    @Test
    void terminateAndKillAreToldApart() throws Exception {
        Path running = directory.resolve("running");
        try (var worker = obeying("touch-and-hang " + running)) {
            worker.start();
            Processes.await(LONG, "start", () -> Files.exists(running));
            assertFalse(worker.join(Duration.ofMillis(20)));
            assertTrue(worker.isAlive());
            assertTrue(worker.exit().isEmpty());
            worker.terminate();
            assertEquals(new WorkerExit(143, WorkerExit.By.TERMINATE), get(worker.onExit()));
            failure(WorkerDiedException.class, worker.result());
        }
        Path child = directory.resolve("child");
        try (var worker = obeying("child-and-ignore " + child)) {
            worker.start();
            Processes.await(LONG, "start", () -> Files.exists(child));
            worker.kill();
            assertEquals(new WorkerExit(137, WorkerExit.By.KILL), get(worker.onExit()));
            long pid = Long.parseLong(Files.readString(child));
            Processes.await(LONG, "end of its child", () -> !Processes.runs(pid));
        }
    }

    @Test
    void interruptedCloseKills() throws Exception {
        var worker = obeying("hang");
        worker.start();
        Thread.currentThread().interrupt();
        worker.close();
        assertTrue(Thread.interrupted());
        assertFalse(worker.isAlive());
        assertEquals(WorkerExit.By.KILL, worker.exit().orElseThrow().by());
    }

    @Test
    void whatCannotStartSaysWhy() throws Exception {
        var config = CONFIG.withJava(Path.of("/no/such/java"));
        var noJava = new WorkerProcess<>("x", config.workerOptions(), FunctionSpec.of(Functions.Twice.class), 1L);
        var failure = assertThrows(WorkerStartException.class, noJava::start);
        assertTrue(failure.getMessage().contains("/no/such/java"), failure.getMessage());
        assertThrows(PayloadException.class, () -> obeying("\uD800").start());
        assertThrows(
                IllegalArgumentException.class,
                () -> new WorkerProcess<>("a/b", CONFIG.workerOptions(), FunctionSpec.of(Functions.Twice.class), 1L));
    }

    /** Tells where it runs, and starts another of its kind inside if it may. */
    static final class Nest implements WorkerFunction<Integer, String> {
        @Override
        public String run(Integer maxDepth) throws Exception {
            CurrentWorker self = CurrentWorker.get().orElseThrow();
            String here = self.name() + " " + self.depth() + " "
                    + self.parent().orElseThrow().pid() + " "
                    + Runtime.getRuntime().availableProcessors();
            try (var inner = new WorkerProcess<>(
                    "inner", CONFIG.withMaxDepth(maxDepth).workerOptions(), FunctionSpec.of(Nest.class), maxDepth)) {
                inner.start();
                return here + "; " + inner.result().get();
            } catch (WorkerStartException e) {
                return here + "; " + e.getMessage();
            }
        }
    }

    @Test
    void knowsItsNameItsParentAndItsDepth() throws Exception {
        assertEquals(Optional.empty(), CurrentWorker.get());
        try (var outer =
                new WorkerProcess<>("outer", CONFIG.withCpus(3).workerOptions(), FunctionSpec.of(Nest.class), 2)) {
            outer.start();
            String[] parts = get(outer.result()).split("; ");
            assertEquals("outer 1 " + ProcessHandle.current().pid() + " 3", parts[0]);
            assertTrue(parts[1].startsWith("inner 2 " + outer.pid() + " "), parts[1]);
            assertTrue(parts[2].contains("depth 2, and maxDepth is 2"), parts[2]);
        }
    }
}
