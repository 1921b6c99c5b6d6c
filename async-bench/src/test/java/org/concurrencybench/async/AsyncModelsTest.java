package org.concurrencybench.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.concurrencybench.core.api.BlockingHttp;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.fixture.Fixtures;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.stages.Stages;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all models of this family have in common; {@link CompletableFutureChainsTest} has more of the default one. */
class AsyncModelsTest {
    private static final int WORKERS = ForkJoinPool.getCommonPoolParallelism();

    @TempDir
    Path directory;

    private static List<Long> upTo(int end) {
        return LongStream.range(0, end).boxed().toList();
    }

    @Test
    void areFoundByTheirIds() {
        assertEquals(
                List.of("completable-future", "event-loop", "reactor"),
                ServiceLoader.load(ConcurrencyModel.class).stream()
                        .map(provider -> provider.get().id())
                        .toList());
    }

    @Test
    @Tag("slow") // every model under every workload, in small, is EveryModelTest
    void everyBuiltInWorkloadGivesTheDigestsOfRunningItAlone() throws Exception {
        for (Workload<?, ?> workload : ServiceLoader.load(Workload.class)) {
            assertDigestsAgree(workload);
        }
    }

    private <I, O> void assertDigestsAgree(Workload<I, O> workload) throws Exception {
        Values parameters = Values.of("test", workload.parameters(), Map.of());
        try (Fixtures fixtures = new Fixtures(parameters, directory, List.of("-Xmx128m"));
                BlockingTaskContext alone = BlockingTaskContext.sequential("alone")) {
            workload.prepare(fixtures);
            ConfiguredWorkload<I, O> configured = new ConfiguredWorkload<>(workload, parameters, fixtures.addresses());
            workload.open(configured.jvmContext(1));
            List<Long> expected = new ArrayList<>();
            for (int index = 0; index < 30; index++) {
                expected.add(workload.digest(workload.run(workload.input(index), alone)));
            }
            for (Variant variant : Variant.all().toList()) {
                for (int concurrency : new int[] {1, 4, Settings.UNBOUNDED}) {
                    try (Session<I, O> session = variant.model().open(configured, variant.settings(2, concurrency))) {
                        assertEquals(
                                expected,
                                Batch.submit(session, workload, expected.size())
                                        .await()
                                        .digests(),
                                workload.id() + " on " + variant);
                    }
                }
            }
            workload.close();
        }
    }

    @ParameterizedTest
    @MethodSource("org.concurrencybench.async.Variant#all")
    void concurrencyIsReachedAndNeverExceeded(Variant variant) throws Exception {
        for (int concurrency : new int[] {1, 7, 100}) {
            int tasks = 5 * concurrency;
            BlockingQueue<CompletableFuture<Integer>> held = new LinkedBlockingQueue<>();
            AsyncProbe probe = new AsyncProbe((index, async) -> {
                CompletableFuture<Integer> stage = new CompletableFuture<>();
                held.add(stage); // a moment after the probe has counted it as started
                return stage.thenApplyAsync(output -> index, async.executor());
            });
            try (Session<Integer, Integer> session = variant.open(probe, 2, concurrency)) {
                Batch<Integer, Integer> batch = Batch.submit(session, probe, tasks);
                for (int released = 0; released < tasks; released++) {
                    awaitStarted(probe, Math.min(tasks, released + concurrency));
                    CompletableFuture<Integer> next = held.poll(60, TimeUnit.SECONDS);
                    assertNotNull(next, "a chain that has started holds no stage");
                    next.complete(0);
                }
                assertEquals(upTo(tasks), batch.await().digests());
            }
            assertEquals(concurrency, probe.mostInFlight());
        }
    }

    private static void awaitStarted(AsyncProbe probe, int chains) throws InterruptedException {
        assertTrue(
                probe.awaitStarted(chains, Duration.ofSeconds(60)),
                () -> probe.started() + " chains started, not " + chains);
    }

    @ParameterizedTest
    @MethodSource("org.concurrencybench.async.Variant#all")
    void waitingTasksHoldNoThread(Variant variant) throws Exception {
        // Each waits until all have started: were a thread held, the last would never start.
        CompletableFuture<Integer> all = new CompletableFuture<>();
        AsyncProbe probe = new AsyncProbe(
                (index, async) -> async.delay(Duration.ofMillis(20)).thenCombine(all, (waited, others) -> index));
        try (Session<Integer, Integer> session = variant.open(probe, 2, Settings.UNBOUNDED)) {
            Batch<Integer, Integer> batch = Batch.submit(session, probe, 1000);
            awaitStarted(probe, 1000);
            all.complete(0);
            assertEquals(upTo(1000), batch.await().digests());
        }
        assertEquals(1000, probe.mostInFlight());
    }

    @ParameterizedTest
    @MethodSource("org.concurrencybench.async.Variant#all")
    void delaysEndOnTheExecutorAndNotEarly(Variant variant) throws Exception {
        Queue<String> threads = new ConcurrentLinkedQueue<>();
        AsyncProbe probe = new AsyncProbe((index, async) -> async.delay(Duration.ofMillis(20))
                .thenApply(waited -> {
                    threads.add(Thread.currentThread().getName());
                    return index;
                }));
        try (Session<Integer, Integer> session = variant.open(probe, 2, 10)) {
            Batch<Integer, Integer> batch = Batch.submit(session, probe, 100).await();
            for (int index = 0; index < 100; index++) {
                assertTrue(batch.busyNanos(index) >= 20_000_000, "a delay of 20 ms ended early");
            }
        }
        assertTrue(threads.stream().allMatch(name -> name.matches(variant.stageThread())), threads::toString);
    }

    @ParameterizedTest
    @MethodSource("org.concurrencybench.async.Variant#all")
    void tasksThatEndAtOnceDoNotDeepenTheStack(Variant variant) throws Exception {
        AsyncProbe probe = new AsyncProbe((index, async) -> CompletableFuture.completedFuture(index));
        for (int concurrency : new int[] {1, 1000}) {
            try (Session<Integer, Integer> session = variant.open(probe, 1, concurrency)) {
                assertEquals(
                        upTo(50_000),
                        Batch.submit(session, probe, 50_000).await().digests());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.concurrencybench.async.Variant#all")
    void tasksThatEndLaterDoNotDeepenTheStack(Variant variant) throws Exception {
        AsyncProbe probe =
                new AsyncProbe((index, async) -> CompletableFuture.supplyAsync(() -> index, async.executor()));
        try (Session<Integer, Integer> session = variant.open(probe, 2, 3)) {
            assertEquals(
                    upTo(50_000), Batch.submit(session, probe, 50_000).await().digests());
        }
    }

    @ParameterizedTest
    @MethodSource("org.concurrencybench.async.Variant#all")
    void taskThatEndsOnAForeignThreadIsFollowedByOneOnTheExecutor(Variant variant) throws Exception {
        Queue<String> threads = new ConcurrentLinkedQueue<>();
        AsyncProbe probe = new AsyncProbe((index, async) -> {
            threads.add(Thread.currentThread().getName());
            return CompletableFuture.supplyAsync(
                    () -> index, work -> Thread.ofPlatform().name("foreign").start(work));
        });
        try (Session<Integer, Integer> session = variant.open(probe, 2, 1)) {
            assertEquals(upTo(50), Batch.submit(session, probe, 50).await().digests());
        }
        assertTrue(threads.stream().allMatch(name -> name.matches(variant.stageThread())), threads::toString);
    }

    @ParameterizedTest
    @MethodSource("org.concurrencybench.async.Variant#all")
    void failingTasksCompleteOnceWithTheirCauseAndHarmNoOthers(Variant variant) throws Exception {
        IOException late = new IOException("late");
        IllegalStateException atOnce = new IllegalStateException("at once");
        StackOverflowError fatal = new StackOverflowError("as planned");
        AsyncProbe probe = new AsyncProbe((index, async) -> switch (index % 6) {
            case 0 ->
                async.delay(Duration.ofMillis(1)).thenApply(waited -> {
                    throw new CompletionException(late);
                });
            case 1 -> throw atOnce;
            case 2 -> null;
            case 3 -> throw fatal;
            case 4 ->
                async.delay(Duration.ofMillis(1)).thenApply(waited -> {
                    throw fatal;
                });
            default -> CompletableFuture.completedFuture(index);
        });
        try (Session<Integer, Integer> session = variant.open(probe, 2, 3)) {
            Batch<Integer, Integer> batch = Batch.submit(session, probe, 96).await();
            for (int index = 0; index < 96; index += 6) {
                assertSame(late, batch.failure(index));
                assertSame(atOnce, batch.failure(index + 1));
                assertEquals(
                        "runAsync() of workload 'async-probe' returned null",
                        assertInstanceOf(NullPointerException.class, batch.failure(index + 2))
                                .getMessage());
                assertSame(fatal, batch.failure(index + 3));
                assertSame(fatal, batch.failure(index + 4));
                assertNull(batch.failure(index + 5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.concurrencybench.async.Variant#all")
    void closingCompletesAllTasksAndLeavesNoThread(Variant variant) throws Exception {
        SessionThreads threads = SessionThreads.since();
        AsyncProbe probe = new AsyncProbe(
                (index, async) -> async.delay(Duration.ofHours(1)).thenApply(waited -> index));
        Session<Integer, Integer> session = variant.open(probe, 2, 10);
        Batch<Integer, Integer> batch = Batch.submit(session, probe, 100);
        awaitStarted(probe, 10);
        session.close();
        batch.await();
        for (int index = 0; index < 100; index++) {
            assertInstanceOf(CancellationException.class, batch.failure(index));
        }
        threads.assertNone();
        assertThrows(RuntimeException.class, () -> Batch.submit(session, probe, 1));
    }

    @ParameterizedTest
    @MethodSource("org.concurrencybench.async.Variant#all")
    void closingWhileTasksEndCompletesEachOnce(Variant variant) throws Exception {
        AsyncProbe probe =
                new AsyncProbe((index, async) -> CompletableFuture.supplyAsync(() -> index, async.executor()));
        for (int round = 0; round < 20; round++) {
            Session<Integer, Integer> session = variant.open(probe, 2, 5);
            Batch<Integer, Integer> batch = Batch.submit(session, probe, 2000);
            session.close();
            batch.await();
        }
    }

    @ParameterizedTest
    @MethodSource("org.concurrencybench.async.Variant#all")
    void capabilityThatIsNotOfferedIsRefusedByName(Variant variant) throws Exception {
        AsyncProbe probe = new AsyncProbe((index, async) -> {
            async.capability(BlockingHttp.class);
            return CompletableFuture.completedFuture(index);
        });
        try (Session<Integer, Integer> session = variant.open(probe, 2, 10)) {
            Throwable failure = Batch.submit(session, probe, 1).await().failure(0);
            assertEquals(
                    "model '" + variant.model().id() + "' offers chains no BlockingHttp; it offers AsyncHttp",
                    assertInstanceOf(UnsupportedOperationException.class, failure)
                            .getMessage());
        }
    }

    @Test
    void sessionsTellWhatTheyHaveOpened() throws Exception {
        AsyncProbe stages = new AsyncProbe((index, async) -> CompletableFuture.completedStage(index));
        Blocking computing = Blocking.computing(index -> {});
        Blocking waiting = Blocking.waiting(index -> {});

        assertOpened(Variant.OWN, stages, Map.of("cpus", "3"), "");
        assertOpened(
                Variant.OWN,
                computing,
                Map.of("cpus", "3"),
                "the workload has no runAsync(): each task is one stage that holds its thread, on 3 threads");
        String pool = "the common pool has " + WORKERS + (WORKERS == 1 ? " worker on " : " workers on ")
                + Runtime.getRuntime().availableProcessors();
        assertOpened(Variant.COMMON, stages, Map.of("commonPoolWorkers", "" + WORKERS), pool);
        assertOpened(Variant.COMMON, computing, Map.of("commonPoolWorkers", "" + WORKERS), pool);
        assertOpened(Variant.EVENT_LOOP, stages, Map.of("eventLoops", "1"), "a single thread runs all stages");
        assertOpened(Variant.EVENT_LOOP, computing, Map.of("eventLoops", "1"), "one after the other on the loop");
        assertOpened(
                Variant.EVENT_LOOP,
                waiting,
                Map.of("eventLoops", "1", "concurrency", "7"),
                "each task blocks a thread of a pool of 7 (off-loaded)");
        assertOpened(Variant.REACTOR, stages, Map.of("cpus", "3"), "");
        assertOpened(Variant.REACTOR, computing, Map.of("cpus", "3"), "one of 3 threads of the parallel scheduler");
        assertOpened(Variant.REACTOR, waiting, Map.of(), "a thread of an elastic scheduler (off-loaded)");
    }

    private static void assertOpened(
            Variant variant, Workload<?, ?> workload, Map<String, String> inEffect, String remark) throws Exception {
        try (Session<?, ?> session = variant.open(workload, 3, 7)) {
            assertEquals(inEffect, session.inEffect(), variant.name());
            String told = session.remark().orElse("");
            assertTrue(remark.isEmpty() ? told.isEmpty() : told.contains(remark), told);
        }
    }

    @Test
    void virtualThreadsTellTheirCarriersIfTheJdkCan() throws Exception {
        try (Session<Integer, Integer> session = Variant.VIRTUAL.open(Blocking.computing(index -> {}), 3, 7)) {
            assertTrue(
                    Set.of(Set.of("cpus"), Set.of()).contains(session.inEffect().keySet()));
            assertTrue(session.remark().orElse("").contains("a virtual thread of its own"));
        }
    }

    @ParameterizedTest
    @MethodSource("org.concurrencybench.async.Variant#all")
    void computingWithoutAsynchronousFormRunsOnTheModelsOwnThreads(Variant variant) throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger mostRunning = new AtomicInteger();
        Blocking computing = Blocking.computing(index -> {
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            threads.add(Thread.currentThread().getName());
            Thread.yield();
            running.decrementAndGet();
        });
        try (Session<Integer, Integer> session = variant.open(computing, 2, 2)) {
            assertEquals(
                    upTo(2000), Batch.submit(session, computing, 2000).await().digests());
        }
        assertTrue(threads.stream().allMatch(name -> name.matches(variant.stageThread())), threads::toString);
        int most = variant == Variant.EVENT_LOOP ? 1 : variant == Variant.COMMON ? Math.min(2, WORKERS) : 2;
        assertTrue(mostRunning.get() <= most, () -> mostRunning.get() + " tasks ran at once, not " + most);
    }

    @ParameterizedTest
    @MethodSource("offLoading")
    void waitingWithoutAsynchronousFormHasAThreadForEachTaskInFlight(Variant variant) throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        CyclicBarrier all = new CyclicBarrier(7); // were one of seven behind another one, they would never meet
        AtomicInteger running = new AtomicInteger();
        AtomicInteger mostRunning = new AtomicInteger();
        Blocking waiting = Blocking.waiting(index -> {
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            threads.add(Thread.currentThread().getName());
            all.await(60, TimeUnit.SECONDS);
            running.decrementAndGet();
        });
        try (Session<Integer, Integer> session = variant.open(waiting, 2, 7)) {
            assertEquals(
                    upTo(7 * 300),
                    Batch.submit(session, waiting, 7 * 300).await().digests());
        }
        assertEquals(7, mostRunning.get());
        assertTrue(
                threads.stream().allMatch(name -> name.matches("(event-loop-offload|reactor-elastic)-\\d+")),
                threads::toString);
    }

    private static List<Variant> offLoading() {
        return List.of(Variant.EVENT_LOOP, Variant.REACTOR);
    }

    @ParameterizedTest
    @MethodSource("org.concurrencybench.async.Variant#all")
    void failingBlockingTasksCompleteOnceWithTheirCause(Variant variant) throws Exception {
        for (boolean waits : new boolean[] {false, true}) {
            IOException checked = new IOException("as planned");
            StackOverflowError error = new StackOverflowError("as planned");
            Blocking blocking = new Blocking(waits, index -> {
                if (index == 0) {
                    throw checked;
                }
                if (index == 1) {
                    throw error;
                }
            });
            try (Session<Integer, Integer> session = variant.open(blocking, 2, 2)) {
                Batch<Integer, Integer> batch =
                        Batch.submit(session, blocking, 3).await();
                assertSame(checked, batch.failure(0));
                assertSame(error, batch.failure(1));
                assertNull(batch.failure(2));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.concurrencybench.async.Variant#all")
    void closingCompletesAllBlockingTasksAndLeavesNoThread(Variant variant) throws Exception {
        for (boolean waits : new boolean[] {false, true}) {
            SessionThreads threads = SessionThreads.since();
            CountDownLatch running = new CountDownLatch(1);
            Blocking blocking = new Blocking(waits, index -> {
                running.countDown();
                new CountDownLatch(1).await();
            });
            Session<Integer, Integer> session = variant.open(blocking, 2, 2);
            Batch<Integer, Integer> batch = Batch.submit(session, blocking, 20);
            assertTrue(running.await(60, TimeUnit.SECONDS));
            session.close();
            batch.await();
            for (int index = 0; index < 20; index++) {
                Throwable failure = batch.failure(index);
                assertTrue(
                        failure instanceof InterruptedException || failure instanceof CancellationException,
                        () -> "failed with " + failure);
            }
            threads.assertNone();
        }
    }

    @ParameterizedTest
    @MethodSource("watched")
    void stageThatBlocksItsThreadIsSeen(Variant variant) throws Exception {
        AsyncProbe probe = new AsyncProbe((index, async) -> Stages.blocking(index));
        try (Session<Integer, Integer> session = variant.open(probe, 2, 10)) {
            for (int batch = 0; batch < 20 && session.blockedAt().isEmpty(); batch++) {
                Batch.submit(session, probe, 40).await();
            }
            String place = session.blockedAt().orElse("nowhere");
            assertTrue(place.contains("java.lang.Thread.sleep at") && place.contains("Stages.java"), place);
        }
    }

    private static List<Variant> watched() {
        return List.of(Variant.OWN, Variant.COMMON, Variant.EVENT_LOOP, Variant.REACTOR);
    }

    @ParameterizedTest
    @MethodSource("watched")
    void stagesThatBlockNothingAreNotTakenForBlocked(Variant variant) throws Exception {
        AsyncProbe probe = new AsyncProbe(Stages::clean);
        try (Session<Integer, Integer> session = variant.open(probe, 2, 10)) {
            long begin = System.nanoTime();
            do {
                Batch.submit(session, probe, 40).await();
            } while (System.nanoTime() - begin < Duration.ofMillis(800).toNanos());
            assertEquals("", session.blockedAt().orElse(""));
        }
    }

    @Test
    void virtualThreadMayBlock() throws Exception {
        AsyncProbe probe = new AsyncProbe((index, async) -> Stages.blocking(index));
        try (Session<Integer, Integer> session = Variant.VIRTUAL.open(probe, 2, 10)) {
            Batch.submit(session, probe, 400).await();
            assertEquals("", session.blockedAt().orElse(""));
        }
    }
}
