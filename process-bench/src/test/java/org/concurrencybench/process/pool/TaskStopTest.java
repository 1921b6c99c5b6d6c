package org.concurrencybench.process.pool;

import static org.concurrencybench.process.pool.ProcessPoolTest.failure;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.TaskTimeoutException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that are cancelled, out of time, retried, or not let in. */
@Timeout(120)
class TaskStopTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private static ProcessPool<String, String> obeying(ProcessPoolConfig config) throws Exception {
        return ProcessPool.start(config, FunctionSpec.of(Functions.Obey.class));
    }

    private static ProcessPoolConfig one() {
        return ProcessPoolConfig.ofWorkers(1).withStopGrace(LONG);
    }

    private static void awaitFile(Path file) {
        Processes.await(LONG, file.toString(), () -> Files.exists(file));
    }

    private static void awaitUnfinished(ProcessPool<?, ?> pool, int tasks) {
        Processes.await(
                LONG, tasks + " unfinished tasks", () -> pool.statistics().unfinished() == tasks);
    }

    @Test
    void cancelledTaskThatWaitsNeverRuns() throws Exception {
        try (var pool = obeying(one())) {
            Path running = directory.resolve("running");
            Path never = directory.resolve("never");
            CompletableFuture<String> first = pool.submit("touch-and-hang " + running);
            awaitFile(running);
            CompletableFuture<String> queued = pool.submit("touch " + never);
            assertTrue(queued.cancel(false));
            assertTrue(queued.isCancelled());
            assertEquals(1, pool.statistics().unfinished(), "it has left the pool");
            assertEquals(1, pool.statistics().stopped());
            assertTrue(first.cancel(true));
            get(pool.submit("pid"));
            assertFalse(Files.exists(never));
        }
    }

    @Test
    void runningTaskGoesOnWhenItIsCancelledWithoutInterrupt() throws Exception {
        try (var pool = obeying(one())) {
            Path begun = directory.resolve("begun");
            Path go = directory.resolve("go");
            CompletableFuture<String> running = pool.submit("wait-for " + go);
            pool.submit("touch " + begun);
            assertTrue(running.cancel(false));
            assertThrows(CancellationException.class, running::get);
            assertFalse(Files.exists(begun));
            Files.createFile(go);
            awaitFile(begun);
            awaitUnfinished(pool, 0);
            assertEquals(2, pool.statistics().succeeded() + pool.statistics().stopped());
        }
    }

    @Test
    void cancelledTaskThatRunsIsInterruptedAndItsWorkerStays() throws Exception {
        try (var pool = obeying(one())) {
            String pid = get(pool.submit("pid"));
            Path running = directory.resolve("running");
            CompletableFuture<String> hanging = pool.submit("touch-and-hang " + running);
            awaitFile(running);
            assertTrue(hanging.cancel(true));
            assertEquals("false", get(pool.submit("interrupted")));
            assertEquals(pid, get(pool.submit("pid")));
            assertEquals(1, pool.statistics().stopped());
        }
    }

    @Test
    void callbackOfACancelledTaskMayShutItsPoolDownButNotWaitForIt() throws Exception {
        var pool = obeying(one());
        Path running = directory.resolve("running");
        CompletableFuture<String> hanging = pool.submit("touch-and-hang " + running);
        CompletableFuture<String> queued = pool.submit("pid");
        awaitFile(running);
        for (CompletableFuture<String> future : List.of(queued, hanging)) {
            CompletableFuture<String> told = future.handle((pid, cancelled) -> {
                assertThrows(IllegalStateException.class, pool::close);
                assertThrows(IllegalStateException.class, () -> pool.awaitTermination(LONG));
                pool.shutdown();
                return "told";
            });
            assertTrue(future.cancel(true));
            assertEquals("told", get(told));
        }
        pool.close();
        assertEquals(2, pool.statistics().stopped());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void interruptNeverHitsTheNextTask(int slots) throws Exception {
        Random random = new Random(3);
        try (var pool = obeying(one().withSlots(slots))) {
            for (int i = 0; i < 2000; i++) {
                CompletableFuture<String> cancelled = pool.submit("pid");
                CompletableFuture<String> next = pool.submit("interrupted");
                for (int spin = random.nextInt(2000); spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                cancelled.cancel(true);
                assertEquals("false", get(next));
            }
            assertEquals(1, pool.statistics().workersStarted());
        }
    }

    @Test
    void everyTaskEndsOnceWhileManyAreCancelled() throws Exception {
        Random random = new Random(5);
        var pool = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(2).withStopGrace(LONG).withQueueCapacity(500),
                FunctionSpec.of(Functions.Twice.class));
        List<CompletableFuture<Long>> futures = new ArrayList<>();
        for (long i = 0; i < 20_000; i++) {
            futures.add(pool.submit(i));
            if (i % 3 == 0) {
                futures.get(random.nextInt(futures.size())).cancel(random.nextBoolean());
            }
        }
        pool.close();
        for (int i = 0; i < futures.size(); i++) {
            assertTrue(futures.get(i).isDone());
            if (!futures.get(i).isCancelled()) {
                assertEquals(2L * i, get(futures.get(i)));
            }
        }
        PoolStatistics end = pool.statistics();
        assertEquals(20_000, end.succeeded() + end.stopped());
        assertEquals(0, end.unfinished());
        assertEquals(2, end.workersStarted());
    }

    @Test
    void taskThatIgnoresItsInterruptIsKilledWithItsTree() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(1)
                .withSlots(2)
                .withStopGrace(Duration.ofMillis(100))
                .withMaxDeaths(1))) {
            Path file = directory.resolve("child");
            CompletableFuture<String> stubborn = pool.submit("child-and-ignore " + file);
            CompletableFuture<String> neighbour = pool.submit("hang");
            CompletableFuture<String> queued = pool.submit("pid");
            awaitFile(file);
            long child = Long.parseLong(Files.readString(file));
            assertTrue(stubborn.cancel(true));
            WorkerDiedException death = failure(WorkerDiedException.class, neighbour);
            assertTrue(death.getMessage().contains("did not stop within 100 ms"), death.getMessage());
            assertTrue(Long.parseLong(get(queued)) != death.pid(), "what had not begun runs elsewhere");
            Processes.await(LONG, "end of the child", () -> !Processes.runs(child));
            PoolStatistics seen = pool.statistics();
            assertEquals(1, seen.workersKilled());
            assertEquals(0, seen.workersDied(), "it was the pool's own will");
        }
    }

    @Test
    void taskOutOfTimeIsInterrupted() throws Exception {
        try (var pool = obeying(one())) {
            String pid = get(pool.submit("pid"));
            TaskTimeoutException timeout =
                    failure(TaskTimeoutException.class, pool.submit("hang", Duration.ofMillis(200)));
            assertTrue(timeout.getMessage().contains("200 ms"), timeout.getMessage());
            assertEquals(pid, get(pool.submit("pid")));
        }
    }

    @Test
    void taskOutOfTimeThatIgnoresItsInterruptIsKilled() throws Exception {
        var config = one().withTaskTimeout(Duration.ofMillis(100)).withStopGrace(Duration.ofMillis(100));
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Spin.class))) {
            TaskTimeoutException timeout = failure(TaskTimeoutException.class, pool.submit(1L));
            assertInstanceOf(WorkerDiedException.class, timeout.getSuppressed()[0]);
            assertTrue(get(pool.submit(0L)) > 0, "the worker was replaced");
        }
    }

    @Test
    void timeInTheQueueDoesNotCount() throws Exception {
        try (var pool = obeying(one())) {
            CompletableFuture<String> first = pool.submit("hang", Duration.ofSeconds(1));
            List<CompletableFuture<String>> behind = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                behind.add(pool.submit("pid", Duration.ofMillis(500)));
            }
            failure(TaskTimeoutException.class, first);
            for (CompletableFuture<String> future : behind) {
                get(future);
            }
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere nobody tells that it stands still")
    void frozenWorkerIsKilledWhenItsTaskIsOutOfTime() throws Exception {
        var config = one().withStopGrace(Duration.ofMillis(200)).withTaskTimeout(Duration.ofMillis(300));
        try (var pool = obeying(config)) {
            String pid = get(pool.submit("pid"));
            assertEquals(0, new ProcessBuilder("kill", "-STOP", pid).start().waitFor());
            awaitFrozen(Path.of("/proc", pid, "task"));
            failure(TaskTimeoutException.class, pool.submit("pid"));
            get(pool.submit("pid"));
        }
    }

    /** The signal is on its way when kill has ended: each thread stops when it is next looked at. */
    private static void awaitFrozen(Path threads) {
        Processes.await(LONG, threads + " to stand still", () -> {
            try (Stream<Path> found = Files.list(threads)) {
                return found.allMatch(TaskStopTest::isStopped);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static boolean isStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            return true; // it has ended
        }
    }

    @Test
    void taskRunsTwiceOnlyIfRetriesWereAskedFor() throws Exception {
        try (var pool = obeying(one().withRetries(1))) {
            assertEquals("done", get(pool.submit("halt-once " + directory.resolve("retried"))));
            failure(WorkerDiedException.class, pool.submit("halt 1"));
        }
        try (var pool = obeying(one())) {
            failure(WorkerDiedException.class, pool.submit("halt-once " + directory.resolve("not")));
        }
    }

    @Test
    void submissionMayBeTriedWithoutWaiting() throws Exception {
        try (var pool = obeying(one().withQueueCapacity(1))) {
            CompletableFuture<String> hanging = pool.submit("hang");
            assertEquals(Optional.empty(), pool.trySubmit("pid"));
            assertEquals(Optional.empty(), pool.trySubmit("pid", Duration.ofMillis(20)));
            hanging.cancel(true);
            get(pool.trySubmit("pid", LONG).orElseThrow());
            awaitUnfinished(pool, 0);
            get(pool.trySubmit("pid").orElseThrow());
            failure(PayloadException.class, pool.trySubmit("\uD800").orElseThrow());
        }
    }
}
