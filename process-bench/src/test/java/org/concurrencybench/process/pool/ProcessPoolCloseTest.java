package org.concurrencybench.process.pool;

import static org.concurrencybench.process.pool.ProcessPoolTest.failure;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PoolClosedException;
import org.concurrencybench.process.api.WorkerCloseException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.internal.launch.RunDirectory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How pools end, and what is left of them: nothing. */
@Timeout(120)
class ProcessPoolCloseTest {
    @TempDir
    Path directory;

    private ProcessPool<Long, Long> closing(String then) throws Exception {
        return ProcessPool.start(
                ProcessPoolConfig.ofWorkers(2).withCloseTimeout(Duration.ofSeconds(then.equals("hang") ? 1 : 60)),
                FunctionSpec.of(
                        Functions.Closing.class,
                        Map.of("file", directory.resolve("journal").toString(), "then", then)));
    }

    private List<String> journal() throws IOException {
        return Files.readAllLines(directory.resolve("journal")).stream()
                .sorted()
                .toList();
    }

    @Test
    void closeWaitsForAllTasksAndClosesEachWorker() throws Exception {
        List<CompletableFuture<Long>> futures = new ArrayList<>();
        try (var pool = closing("return")) {
            for (long i = 0; i < 5000; i++) {
                futures.add(pool.submit(i));
            }
        }
        assertTrue(futures.stream().allMatch(future -> future.state() == CompletableFuture.State.SUCCESS));
        assertEquals(List.of("closed 0", "closed 1"), journal());
    }

    @Test
    void failureOfCloseSurfaces() throws Exception {
        WorkerCloseException failure = assertThrows(WorkerCloseException.class, closing("throw")::close);
        assertTrue(failure.getMessage().contains("cannot let go"), failure.getMessage());
        assertEquals(List.of("closed 0", "closed 1"), journal());
    }

    @Test
    void workerThatDoesNotCloseIsKilledAndNamed() throws Exception {
        WorkerCloseException hangs = assertThrows(WorkerCloseException.class, closing("hang")::close);
        assertTrue(hangs.getMessage().contains("did not close within 1000 ms"), hangs.getMessage());
        WorkerCloseException halts = assertThrows(WorkerCloseException.class, closing("halt")::close);
        assertTrue(halts.getMessage().contains("exit code 5"), halts.getMessage());
    }

    @Test
    void submittingToAClosedPoolIsRefused() throws Exception {
        var pool = closing("return");
        pool.close();
        failure(PoolClosedException.class, pool.submit(1L));
        assertEquals(0, pool.statistics().unfinished());
        pool.close();
        pool.shutdownNow();
    }

    @Test
    void shutdownNowFailsWhatIsUnfinished() throws Exception {
        var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(Functions.Spin.class));
        List<CompletableFuture<Long>> futures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            futures.add(pool.submit(1L));
        }
        pool.shutdownNow();
        for (CompletableFuture<Long> future : futures) {
            failure(PoolClosedException.class, future);
        }
        assertEquals(0, pool.statistics().workersDied(), "they were killed, and are not counted as dead");
    }

    /** The first worker is dead before the last one is killed: its task must not be told that. */
    @Test
    void shutdownNowFailsWhatRunsAsClosedHoweverLongTheKillingTakes() throws Exception {
        for (int repeat = 0; repeat < 5; repeat++) {
            var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(4), FunctionSpec.of(Functions.Spin.class));
            List<CompletableFuture<Long>> futures = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                futures.add(pool.submit(1L));
            }
            pool.shutdownNow();
            for (CompletableFuture<Long> future : futures) {
                failure(PoolClosedException.class, future);
            }
        }
    }

    @Test
    void interruptedCloseBecomesAShutdown() throws Exception {
        var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Spin.class));
        CompletableFuture<Long> endless = pool.submit(1L);
        Thread closer = Thread.ofPlatform().start(() -> {
            try {
                pool.close();
            } catch (WorkerCloseException e) {
                throw new IllegalStateException(e);
            }
        });
        closer.interrupt();
        failure(PoolClosedException.class, endless);
        assertTrue(closer.join(Duration.ofSeconds(60)));
    }

    @Test
    void completionMayNotCloseItsPool() throws Exception {
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Twice.class))) {
            pool.submit(1L, new Completion<>() {
                @Override
                public void succeeded(Long output, long busyNanos) {
                    try {
                        pool.close();
                        seen.complete(new AssertionError("closed"));
                    } catch (Throwable e) {
                        seen.complete(e);
                    }
                }

                @Override
                public void failed(Throwable cause) {}
            });
            assertTrue(seen.get(60, TimeUnit.SECONDS) instanceof IllegalStateException);
        }
    }

    @Test
    @Tag("slow")
    void twentyPoolsInARowLeaveNothing() throws Exception {
        leavesNothing(20);
    }

    @Test
    @Tag("slow")
    @Timeout(600)
    void twoHundredPoolsInARowLeaveNothing() throws Exception {
        leavesNothing(200);
    }

    private static void leavesNothing(int pools) throws Exception {
        oneLife(0); // loads classes, opens what stays open
        int descriptors = descriptors();
        Set<String> threads = threads();
        for (int i = 0; i < pools; i++) {
            oneLife(i);
        }
        Processes.await(
                Duration.ofSeconds(20),
                "end of all processes",
                () -> ProcessHandle.current().children().noneMatch(child -> Processes.runs(child.pid())));
        Processes.await(Duration.ofSeconds(20), "end of all threads", () -> threads.containsAll(threads()));
        Processes.await(Duration.ofSeconds(20), "end of all descriptors", () -> descriptors() <= descriptors);
        RunDirectory own = RunDirectory.create();
        try (own;
                Stream<Path> files = Files.list(own.path().getParent())) {
            String jvm = own.path().getFileName().toString().replaceAll("-.*", "-");
            assertEquals(
                    2,
                    files.filter(file -> file.getFileName().toString().startsWith(jvm))
                            .count(),
                    "only this directory and its lock");
        }
    }

    private static void oneLife(int i) throws Exception {
        var pool = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(1 + i % 2).withMaxDeaths(9), FunctionSpec.of(Functions.Obey.class));
        CompletableFuture<String> first = pool.submit("pid");
        get(first);
        if (i % 4 == 1) {
            failure(WorkerDiedException.class, pool.submit("halt 1"));
        }
        if (i % 4 == 2) {
            CompletableFuture<String> hanging = pool.submit("hang");
            pool.shutdownNow();
            failure(PoolClosedException.class, hanging);
        } else {
            pool.close();
        }
    }

    /** Those of the JDK that look after processes end a minute after their last one. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("process reaper") && !name.startsWith("ForkJoinPool"))
                .collect(Collectors.toSet());
    }

    private static int descriptors() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return (int) open.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
