package org.concurrencybench.process.pool;

import static org.concurrencybench.process.pool.ProcessPoolTest.failure;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PoolClosedException;
import org.concurrencybench.process.api.TaskFailedException;
import org.concurrencybench.process.api.WorkerContext;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pool behind the JDK's interface, and how both are shut down. */
@Timeout(120)
class PoolExecutorServiceTest {
    @TempDir
    Path directory;

    private static ProcessPool<String, String> obeying(int workers) throws Exception {
        return ProcessPool.start(ProcessPoolConfig.ofWorkers(workers), FunctionSpec.of(Functions.Obey.class));
    }

    @Test
    void callsRunInWorkers() throws Exception {
        var pool = obeying(2);
        try (ExecutorService executor = pool.asExecutorService()) {
            String own = Long.toString(ProcessHandle.current().pid());
            assertFalse(get(executor.submit(pool.call("pid"))).equals(own));
            assertFalse(pool.call("pid").call().equals(own), "called directly, too");
            Path touched = directory.resolve("touched");
            assertEquals("x", get(executor.submit(pool.call("touch " + touched).asRunnable(), "x")));
            assertTrue(Files.exists(touched));
            executor.execute(pool.call("touch " + directory.resolve("executed")).asRunnable());
            List<Future<String>> all =
                    executor.invokeAll(List.of(pool.call("interrupt-self"), pool.call("throw a tantrum")));
            assertEquals("done", all.get(0).get());
            failure(TaskFailedException.class, all.get(1));
            assertEquals("done", executor.invokeAny(List.of(pool.call("throw a"), pool.call("interrupt-self"))));
            var none = assertThrows(
                    ExecutionException.class,
                    () -> executor.invokeAny(List.of(pool.call("throw a"), pool.call("throw b"))));
            assertInstanceOf(TaskFailedException.class, none.getCause());
            assertThrows(TaskFailedException.class, () -> pool.call("throw c").call());
        }
        assertTrue(pool.isTerminated());
        assertTrue(Files.exists(directory.resolve("executed")));
    }

    @Test
    void limitsCancelWhatIsLeft() throws Exception {
        var pool = obeying(1);
        try (ExecutorService executor = pool.asExecutorService()) {
            List<Future<String>> all =
                    executor.invokeAll(List.of(pool.call("pid"), pool.call("hang")), 300, TimeUnit.MILLISECONDS);
            assertTrue(all.get(1).isCancelled());
            assertThrows(
                    TimeoutException.class,
                    () -> executor.invokeAny(List.of(pool.call("hang")), 50, TimeUnit.MILLISECONDS));
            get(executor.submit(pool.call("pid")));
            Future<String> mapped = executor.submit(pool.call("hang").asRunnable(), "x");
            mapped.cancel(true);
            get(executor.submit(pool.call("pid")));
        }
    }

    @Test
    void whatCannotCrossIsRejected() throws Exception {
        var pool = obeying(1);
        try (ExecutorService executor = pool.asExecutorService()) {
            var rejected = assertThrows(RejectedExecutionException.class, () -> executor.submit(() -> "here"));
            assertTrue(rejected.getMessage().contains("ProcessPool.call(input)"), rejected.getMessage());
            assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
            assertThrows(RejectedExecutionException.class, () -> CompletableFuture.supplyAsync(() -> "here", executor));
        }
        assertThrows(
                RejectedExecutionException.class, () -> pool.asExecutorService().submit(pool.call("pid")));
    }

    @Test
    void shutdownLetsTasksEndAndWorkersAfterThem() throws Exception {
        var pool = obeying(1);
        Path go = directory.resolve("go");
        CompletableFuture<String> running = pool.submit("wait-for " + go);
        CompletableFuture<String> queued = pool.submit("pid");
        pool.shutdown();
        assertTrue(pool.isShutdown());
        failure(PoolClosedException.class, pool.submit("pid"));
        assertFalse(pool.isTerminated());
        assertFalse(pool.awaitTermination(Duration.ofMillis(20)));
        Files.createFile(go);
        assertEquals("done", get(running));
        String pid = get(queued);
        assertTrue(pool.awaitTermination(Duration.ofSeconds(60)));
        assertTrue(pool.isTerminated());
        assertFalse(Processes.runs(Long.parseLong(pid)));
    }

    @Test
    void shutdownNowFailsWhatIsUnfinishedAndGivesNothingBack() throws Exception {
        var pool = obeying(1);
        ExecutorService executor = pool.asExecutorService();
        Future<String> running = executor.submit(pool.call("hang"));
        Future<String> queued = executor.submit(pool.call("pid"));
        assertEquals(List.of(), executor.shutdownNow());
        failure(PoolClosedException.class, running);
        failure(PoolClosedException.class, queued);
        assertTrue(executor.awaitTermination(60, TimeUnit.SECONDS));
    }

    @Test
    void completionMayShutItsPoolDownButNotWaitForIt() throws Exception {
        var pool = obeying(1);
        CompletableFuture<Void> seen = pool.submit("pid").thenAccept(pid -> {
            pool.shutdown();
            assertThrows(IllegalStateException.class, () -> pool.awaitTermination(Duration.ofSeconds(1)));
        });
        get(seen);
        assertTrue(pool.awaitTermination(Duration.ofSeconds(60)));
    }

    record Tariff(String name, List<Integer> prices) {}

    static final class Price implements WorkerFunction<Integer, String> {
        private Tariff tariff = new Tariff("none", List.of());

        @Override
        public void open(WorkerContext context) {
            tariff = context.constants(Tariff.class);
        }

        @Override
        public String run(Integer item) {
            return tariff.name() + " " + tariff.prices().get(item);
        }
    }

    @Test
    void constantsReachEachWorkerOnce() throws Exception {
        var function = FunctionSpec.of(Price.class).withConstants(new Tariff("summer", List.of(3, 5)));
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), function)) {
            assertEquals(
                    List.of("summer 3", "summer 5"), pool.map(List.of(0, 1)).values());
        }
        var missing = assertThrows(
                WorkerStartException.class,
                () -> ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Price.class)));
        assertTrue(missing.getMessage().contains("withConstants"), missing.getMessage());
        var wrong = assertThrows(
                WorkerStartException.class,
                () -> ProcessPool.start(
                        ProcessPoolConfig.ofWorkers(1),
                        FunctionSpec.of(Price.class).withConstants("summer")));
        assertTrue(wrong.getMessage().contains("java.lang.String"), wrong.getMessage());
        var large = assertThrows(
                WorkerStartException.class,
                () -> ProcessPool.start(
                        ProcessPoolConfig.ofWorkers(1).withMaxPayload(1 << 10),
                        FunctionSpec.of(Price.class).withConstants(new Tariff("x".repeat(1 << 10), List.of()))));
        assertTrue(large.getMessage().contains("maxPayload is 1024: raise that"), large.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> FunctionSpec.of(Price.class).withConstants(Thread.currentThread()));
    }
}
