package org.concurrencybench.process.pool;

import static org.concurrencybench.process.pool.ProcessPoolTest.failure;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerStartException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.Processes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When workers come and go, and what is told of it. */
@Timeout(120)
class WorkerLifeTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<PoolEvent> events = new CopyOnWriteArrayList<>();

    private ProcessPool<String, String> obeying(ProcessPoolConfig config) throws Exception {
        return ProcessPool.start(config.withListener(events::add), FunctionSpec.of(Functions.Obey.class));
    }

    private static void awaitRetired(ProcessPool<?, ?> pool, int workers) {
        Processes.await(LONG, workers + " retired", () -> pool.statistics().workersRetired() >= workers);
    }

    private <E extends PoolEvent> List<E> told(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private int indexOf(Class<? extends PoolEvent> type) {
        for (int i = 0; i < events.size(); i++) {
            if (type.isInstance(events.get(i))) {
                return i;
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " in " + events);
    }

    @Test
    void workerIsReplacedAfterSoManyTasksAndNoneIsLost() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(1).withMaxTasksPerWorker(10))) {
            String first = get(pool.submit("pid"));
            List<CompletableFuture<String>> futures = new ArrayList<>();
            while (pool.statistics().workersRetired() == 0) {
                futures.add(pool.submit("pid"));
            }
            for (CompletableFuture<String> future : futures) {
                get(future);
            }
            Processes.await(LONG, "end of the first", () -> !Processes.runs(Long.parseLong(first)));
            assertTrue(!get(pool.submit("pid")).equals(first));
            assertEquals(0, pool.statistics().workersDied());
            assertEquals(0, pool.statistics().failed());
            PoolEvent.WorkerReplaced replaced =
                    told(PoolEvent.WorkerReplaced.class).getFirst();
            assertEquals(first, Long.toString(replaced.oldPid()));
            assertTrue(
                    indexOf(PoolEvent.WorkerReplaced.class) < indexOf(PoolEvent.WorkerRetired.class),
                    "the replacement is ready before the old one goes: " + events);
            assertEquals(
                    PoolEvent.Reason.TASKS,
                    told(PoolEvent.WorkerRetired.class).getFirst().reason());
        }
    }

    @Test
    void busyWorkerRetiresAfterItsTask() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(1).withSlots(2).withMaxTasksPerWorker(1))) {
            CompletableFuture<String> hanging = pool.submit("hang");
            String pid = get(pool.submit("pid"));
            awaitRetired(pool, 1);
            assertTrue(!get(pool.submit("pid")).equals(pid), "the new one gets what comes next");
            assertTrue(Processes.runs(Long.parseLong(pid)), "the old one has a task left");
            hanging.cancel(true);
            Processes.await(LONG, "its end", () -> !Processes.runs(Long.parseLong(pid)));
        }
    }

    @Test
    void closeWaitsForAllTasksWhileWorkersAreReplaced() throws Exception {
        List<CompletableFuture<String>> futures = new ArrayList<>();
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(2).withMaxTasksPerWorker(1))) {
            for (int i = 0; i < 20; i++) {
                futures.add(pool.submit("pid"));
            }
        }
        for (CompletableFuture<String> future : futures) {
            assertEquals(CompletableFuture.State.SUCCESS, future.state());
        }
    }

    @Test
    void workerWhoseReplacementDoesNotStartGoesOn(@TempDir Path directory) throws Exception {
        var config = ProcessPoolConfig.ofWorkers(1)
                .withMaxTasksPerWorker(1)
                .withMaxDeaths(1000)
                .withListener(events::add);
        var function = FunctionSpec.of(
                Functions.OpensOnce.class,
                Map.of("file", directory.resolve("opened").toString()));
        try (var pool = ProcessPool.start(config, function)) {
            long first = get(pool.submit(1L));
            Processes.await(
                    LONG,
                    "the failure",
                    () -> !told(PoolEvent.WorkerNotStarted.class).isEmpty());
            assertEquals(first, get(pool.submit(1L)));
            assertEquals(0, pool.statistics().failed());
        }
    }

    @Test
    void workerThatTakesTooMuchMemoryIsReplaced() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(1).withMaxWorkerMemory(1 << 20))) {
            awaitRetired(pool, 1);
            assertEquals(
                    PoolEvent.Reason.MEMORY,
                    told(PoolEvent.WorkerRetired.class).getFirst().reason());
            get(pool.submit("pid"));
        }
    }

    @Test
    void idleWorkersRetireAndComeBack() throws Exception {
        var config = ProcessPoolConfig.ofWorkers(2).withIdleTimeout(Duration.ofMillis(50));
        try (var pool = obeying(config)) {
            awaitRetired(pool, 2);
            Processes.await(
                    LONG,
                    "end of all",
                    () -> ProcessHandle.current().children().noneMatch(child -> Processes.runs(child.pid())));
            get(pool.submit("pid"));
            assertTrue(pool.statistics().workersStarted() >= 3);
        }
        try (var pool = obeying(config.withMinWorkers(1))) {
            awaitRetired(pool, 1);
            String pid = get(pool.submit("pid"));
            assertTrue(told(PoolEvent.WorkerReady.class).stream()
                    .anyMatch(ready -> Long.toString(ready.pid()).equals(pid)));
            assertEquals(1, pool.statistics().workersRetired());
        }
    }

    @Test
    @Tag("slow")
    void idleTimeOutNeverRacesADispatch() throws Exception {
        Random random = new Random(11);
        var config = ProcessPoolConfig.ofWorkers(2).withIdleTimeout(Duration.ofMillis(4));
        try (var pool = obeying(config)) {
            for (int i = 0; i < 25; i++) {
                List<CompletableFuture<String>> futures = new ArrayList<>();
                for (int j = random.nextInt(4); j >= 0; j--) {
                    futures.add(pool.submit("pid"));
                }
                for (CompletableFuture<String> future : futures) {
                    get(future);
                }
                LockSupport.parkNanos(random.nextInt(9_000_000)); // around the time-out; nothing waits for it
            }
            assertEquals(0, pool.statistics().failed());
            assertEquals(0, pool.statistics().workersDied());
        }
    }

    @Test
    void deathsAndReplacementsAreTold() throws Exception {
        try (var pool = obeying(ProcessPoolConfig.ofWorkers(1))) {
            failure(WorkerDiedException.class, pool.submit("halt 3"));
            get(pool.submit("pid"));
            PoolEvent.WorkerDied died = told(PoolEvent.WorkerDied.class).getFirst();
            assertEquals(3, died.death().exitCode());
            assertEquals(1, died.submissionsFailed());
            assertEquals(2, told(PoolEvent.WorkerStarted.class).size());
            assertTrue(told(PoolEvent.WorkerReady.class).getLast().startTime().isPositive());
        }
    }

    @Test
    void endOfAPoolIsTold(@TempDir Path directory) throws Exception {
        var config = ProcessPoolConfig.ofWorkers(1).withMaxDeaths(1).withListener(events::add);
        var function = FunctionSpec.of(
                Functions.OpensOnce.class,
                Map.of("file", directory.resolve("opened").toString()));
        try (var pool = ProcessPool.start(config, function)) {
            ProcessHandle.of(get(pool.submit(1L))).orElseThrow().destroyForcibly();
            Processes.await(
                    LONG, "the event", () -> !told(PoolEvent.PoolBroken.class).isEmpty());
            assertInstanceOf(
                    WorkerStartException.class,
                    told(PoolEvent.PoolBroken.class).getFirst().cause().getCause());
        }
    }

    @Test
    void listenerThatThrowsHarmsNobody() throws Exception {
        var handler = Thread.getDefaultUncaughtExceptionHandler();
        try {
            Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {});
            var config = ProcessPoolConfig.ofWorkers(1).withListener(event -> {
                throw new IllegalStateException("a listener's own mistake");
            });
            try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Twice.class))) {
                assertEquals(4L, get(pool.submit(2L)));
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
    }

    @Test
    void bytesAreCountedInBothDirections() throws Exception {
        var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Echo.class));
        for (int i = 1; i <= 2; i++) {
            get(pool.submit(new byte[1 << 20]));
            PoolStatistics seen = pool.statistics();
            assertEquals(i, seen.bytesSent() >> 20, "MiB sent: " + seen);
            assertEquals(i, seen.bytesReceived() >> 20, "MiB received: " + seen);
        }
        pool.close();
        assertEquals(2, pool.statistics().bytesSent() >> 20, "those of workers that have ended count too");
    }

    private static long heap(ProcessPoolConfig config) throws Exception {
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Twice.class))) {
            return pool.workers().getFirst().heapBytes();
        }
    }

    @Test
    void heapsOfAllWorkersTogetherTakeHalfOfTheMemory() throws Exception {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long memory = system.getTotalMemorySize();
        assumeTrue(memory > 2L << 30, "a JVM goes no lower than 120 MB by itself");
        assertTrue(heap(ProcessPoolConfig.ofWorkers(1)) < memory * 0.26);
        long oneOfThree = heap(ProcessPoolConfig.ofWorkers(3));
        assertTrue(oneOfThree < memory * 0.17 && oneOfThree > memory * 0.13, oneOfThree + " of " + memory);
        assertEquals(oneOfThree, heap(ProcessPoolConfig.ofWorkers(1).withSpares(2)), "spares are workers too");
    }

    @Test
    void heapOfWorkersCanBeSet() throws Exception {
        ProcessPoolConfig config = ProcessPoolConfig.ofWorkers(1).withMaxWorkerHeap(80 << 20);
        long set = heap(config) >> 20;
        assertTrue(set > 70 && set <= 80, set + " MiB");
        long argued = heap(config.withJvmArguments(List.of("-Xmx60m"))) >> 20;
        assertTrue(argued > 50 && argued <= 60, argued + " MiB");
        assertThrows(IllegalArgumentException.class, () -> config.withMaxWorkerHeap(1 << 20));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        ProcessPoolConfig config = ProcessPoolConfig.ofWorkers(1);
        assertThrows(IllegalArgumentException.class, () -> config.withMaxTasksPerWorker(0));
        assertThrows(IllegalArgumentException.class, () -> config.withMaxWorkerMemory(0));
        assertThrows(IllegalArgumentException.class, () -> config.withIdleTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> ProcessPoolConfig.ofWorkers(-1));
    }
}
