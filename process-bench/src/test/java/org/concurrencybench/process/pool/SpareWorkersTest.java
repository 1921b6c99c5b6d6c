package org.concurrencybench.process.pool;

import static org.concurrencybench.process.pool.ProcessPoolTest.failure;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are ready before they are needed. */
@Timeout(120)
class SpareWorkersTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<PoolEvent> events = new CopyOnWriteArrayList<>();

    private ProcessPool<String, String> obeying(ProcessPoolConfig config) throws Exception {
        return ProcessPool.start(config.withListener(events::add), FunctionSpec.of(Functions.Obey.class));
    }

    private List<PoolEvent.WorkerReady> ready() {
        return events.stream()
                .filter(PoolEvent.WorkerReady.class::isInstance)
                .map(PoolEvent.WorkerReady.class::cast)
                .toList();
    }

    private void awaitReady(int workers) {
        Processes.await(LONG, workers + " ready workers", () -> ready().size() >= workers);
    }

    @Test
    void takesThePlaceOfOneThatDied() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(1).withSpares(1))) {
            awaitReady(2);
            assertEquals(1, pool.workers().size(), "a spare is no worker that gets tasks");
            long spare = ready().get(1).pid();
            assertNotEquals(spare, Long.parseLong(get(pool.submit("pid"))));
            failure(WorkerDiedException.class, pool.submit("halt 1"));
            assertEquals(spare, Long.parseLong(get(pool.submit("pid"))));
            awaitReady(3);
            assertEquals(
                    List.of(0, 1, 0),
                    ready().stream().map(PoolEvent.WorkerReady::worker).toList());
        }
    }

    @Test
    void oneThatCannotBeStartedIsReportedByItsNumber(@TempDir Path folder) throws Exception {
        Path java = Files.writeString(folder.resolve("java"), """
                #!/bin/sh
                mkdir '%s' 2>/dev/null || exit 3
                exec '%s' "$@"
                """.formatted(
                        folder.resolve("first"), Path.of(System.getProperty("java.home"), "bin", "java")));
        assertTrue(java.toFile().setExecutable(true));
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(1).withSpares(1).withJava(java))) {
            Processes.await(
                    LONG,
                    "a spare that does not start",
                    () -> events.stream().anyMatch(PoolEvent.WorkerNotStarted.class::isInstance));
            assertEquals(
                    List.of(1),
                    events.stream()
                            .filter(PoolEvent.WorkerNotStarted.class::isInstance)
                            .map(event -> ((PoolEvent.WorkerNotStarted) event).worker())
                            .distinct()
                            .toList());
            assertEquals(ready().getFirst().pid(), Long.parseLong(get(pool.submit("pid"))), "the pool goes on");
        }
    }

    @Test
    void hasPractisedWithoutTheFunction() throws Exception {
        var config = ProcessPoolConfig.ofWorkers(1).withSpares(1).withListener(events::add);
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Count.class))) {
            awaitReady(2);
            for (long runs = 1; runs <= 3; runs++) {
                assertEquals(runs, get(pool.submit(null)));
            }
            ProcessHandle.of(ready().getFirst().pid()).orElseThrow().destroyForcibly();
            Processes.await(
                    LONG, "the end of the worker", () -> pool.statistics().workersDied() == 1);
            assertEquals(1, get(pool.submit(null)), "the first run in the spare");
            assertEquals(4, pool.statistics().succeeded());
        }
    }

    @Test
    void thatDiedItselfIsReplacedAndFailsNoTask() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(1).withSpares(1))) {
            awaitReady(2);
            String worker = get(pool.submit("pid"));
            ProcessHandle.of(ready().get(1).pid()).orElseThrow().destroyForcibly();
            awaitReady(3);
            assertEquals(worker, get(pool.submit("pid")));
            failure(WorkerDiedException.class, pool.submit("halt 1"));
            assertEquals(ready().get(2).pid(), Long.parseLong(get(pool.submit("pid"))));
            Processes.await(
                    LONG, "all tasks counted out", () -> pool.statistics().unfinished() == 0);
        }
    }

    @Test
    void takesThePlaceOfOneThatRetires() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(2).withSpares(1).withMaxTasksPerWorker(20))) {
            List<CompletableFuture<String>> futures = new ArrayList<>();
            while (pool.statistics().workersRetired() < 3) {
                futures.add(pool.submit("pid"));
            }
            Set<String> pids = new HashSet<>();
            for (CompletableFuture<String> future : futures) {
                pids.add(get(future));
            }
            assertTrue(pids.size() >= 3, pids::toString);
            assertEquals(0, pool.statistics().failed());
        }
    }

    @Test
    void endsWithItsPool() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(1).withSpares(2))) {
            awaitReady(3);
        }
        for (PoolEvent.WorkerReady worker : ready()) {
            assertTrue(!Processes.runs(worker.pid()), worker::toString);
        }
    }
}
