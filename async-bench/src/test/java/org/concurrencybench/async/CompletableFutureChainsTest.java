package org.concurrencybench.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.concurrencybench.core.api.AsyncHttp;
import org.concurrencybench.core.api.BlockingHttp;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.FanOut;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.fixture.Fixtures;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletableFutureChainsTest {
    private static final Values NONE = Values.of("test", List.of(), Map.of());

    @TempDir
    Path directory;

    private static <I, O> Session<I, O> open(Workload<I, O> workload, int cpus, int concurrency) throws Exception {
        return Variant.OWN.open(workload, cpus, concurrency);
    }

    /** Threads of the model that were not there {@code before}. */
    private static Set<Thread> addedSince(Set<Thread> before) {
        Set<Thread> added = new HashSet<>(Thread.getAllStackTraces().keySet());
        added.removeAll(before);
        added.removeIf(thread -> !thread.getName().startsWith("completable-future"));
        return added;
    }

    /** The same by name. */
    private static Set<String> threadsSince(Set<Thread> before) {
        return addedSince(before).stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private static List<Long> upTo(int end) {
        return LongStream.range(0, end).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, Settings.UNBOUNDED})
    @Tag("slow") // every model under every workload, in small, is EveryModelTest
    void everyBuiltInWorkloadGivesTheDigestsOfRunningItAlone(int concurrency) throws Exception {
        for (Workload<?, ?> workload : ServiceLoader.load(Workload.class)) {
            if (new CompletableFutureChains().refusal(workload, 25).isEmpty()) {
                assertDigestsAgree(workload, concurrency);
            }
        }
    }

    @Test
    void tasksThatFanOutAreRefusedUnlessTheyHaveAnAsynchronousForm() {
        CompletableFutureChains model = new CompletableFutureChains();
        assertTrue(model.refusal(new Spreading(false), 25).orElseThrow().contains("'spreading' fans out"));
        assertEquals(Optional.empty(), model.refusal(new Spreading(true), 25));
    }

    private record Spreading(boolean hasAsync) implements Workload<Integer, Integer> {
        @Override
        public String id() {
            return "spreading";
        }

        @Override
        public List<Class<?>> capabilities() {
            return List.of(FanOut.class);
        }

        @Override
        public Integer input(int index) {
            return index;
        }

        @Override
        public Integer run(Integer input, TaskContext task) {
            return input;
        }

        @Override
        public long digest(Integer output) {
            return output;
        }
    }

    private <I, O> void assertDigestsAgree(Workload<I, O> workload, int concurrency) throws Exception {
        Values parameters = Values.of("test", workload.parameters(), Map.of());
        try (Fixtures fixtures = new Fixtures(parameters, directory, List.of("-Xmx128m"));
                BlockingTaskContext alone = BlockingTaskContext.sequential("alone")) {
            workload.prepare(fixtures);
            ConfiguredWorkload<I, O> configured = new ConfiguredWorkload<>(workload, parameters, fixtures.addresses());
            workload.open(configured.jvmContext(1));
            List<Long> expected = new ArrayList<>();
            for (int index = 0; index < 30; index++) {
                OptionalLong stated = workload.expected(index); // some blocking forms need what only a model has
                expected.add(
                        stated.isPresent()
                                ? stated.getAsLong()
                                : workload.digest(workload.run(workload.input(index), alone)));
            }
            Settings settings = Variant.OWN.settings(2, concurrency);
            try (Session<I, O> session = new CompletableFutureChains().open(configured, settings)) {
                assertEquals(
                        expected,
                        Batch.submit(session, workload, expected.size()).await().digests(),
                        workload.id());
            }
            workload.close();
        }
    }

    @Test
    void sessionsTellTheThreadsThatTheyReallyHave() throws Exception {
        AsyncProbe chains = new AsyncProbe((index, async) -> CompletableFuture.completedStage(index));
        try (var session = open(chains, 3, 100)) {
            assertEquals(Map.of("cpus", "3"), session.inEffect());
        }
        Workload<?, ?> stages = ServiceLoader.load(Workload.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(workload -> workload.id().equals("primes"))
                .findFirst()
                .orElseThrow();
        assertFalse(stages.hasAsync());
        try (var session = open(stages, 3, 100)) {
            assertEquals(Map.of("cpus", "3"), session.inEffect());
        }
        try (var session = open(stages, 3, 2)) {
            assertEquals(Map.of("concurrency", "2"), session.inEffect());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void concurrencyIsReachedAndNeverExceeded(int concurrency) throws Exception {
        int tasks = 5 * concurrency;
        BlockingQueue<CompletableFuture<Integer>> held = new LinkedBlockingQueue<>();
        AsyncProbe probe = new AsyncProbe((index, async) -> {
            CompletableFuture<Integer> stage = new CompletableFuture<>();
            held.add(stage); // a moment after the probe has counted it as started
            return stage.thenApplyAsync(output -> index, async.executor());
        });
        try (Session<Integer, Integer> session = open(probe, 2, concurrency)) {
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

    private static void awaitStarted(AsyncProbe probe, int chains) throws InterruptedException {
        assertTrue(
                probe.awaitStarted(chains, Duration.ofSeconds(60)),
                () -> probe.started() + " chains started, not " + chains);
    }

    @Test
    void waitingChainsHoldNoThread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        AtomicReference<Set<String>> whileWaiting = new AtomicReference<>();
        // Each waits until all have started: were a thread held, the last would never start.
        CompletableFuture<Integer> all = new CompletableFuture<>();
        AsyncProbe probe = new AsyncProbe(
                (index, async) -> async.delay(Duration.ofMillis(20)).thenCombine(all, (waited, others) -> index));
        try (Session<Integer, Integer> session = open(probe, 2, Settings.UNBOUNDED)) {
            Batch<Integer, Integer> batch = Batch.submit(session, probe, 1000);
            awaitStarted(probe, 1000);
            // The thread that starts the clock's may be held up while the other one runs all other chains.
            long begin = System.nanoTime();
            do {
                whileWaiting.set(threadsSince(before));
            } while (!whileWaiting.get().contains("completable-future-clock")
                    && System.nanoTime() - begin < Duration.ofSeconds(60).toNanos());
            all.complete(0);
            assertEquals(upTo(1000), batch.await().digests());
        }
        assertEquals(1000, probe.mostInFlight());
        assertEquals(
                Set.of("completable-future-0", "completable-future-1", "completable-future-clock"), whileWaiting.get());
    }

    @Test
    void delaysEndOnTheExecutorAndNotEarly() throws Exception {
        Queue<String> threads = new ConcurrentLinkedQueue<>();
        AsyncProbe probe = new AsyncProbe((index, async) -> async.delay(Duration.ofMillis(20))
                .thenApply(waited -> {
                    threads.add(Thread.currentThread().getName());
                    return index;
                }));
        try (Session<Integer, Integer> session = open(probe, 2, 10)) {
            Batch<Integer, Integer> batch = Batch.submit(session, probe, 100).await();
            for (int index = 0; index < 100; index++) {
                assertTrue(batch.busyNanos(index) >= 20_000_000, "a delay of 20 ms ended early");
            }
        }
        // A stage attached after its delay has ended runs where it is attached: on the executor, too.
        assertTrue(threads.stream().allMatch(name -> name.matches("completable-future-\\d")), threads::toString);
    }

    @Test
    void chainsThatEndAtOnceDoNotDeepenTheStack() throws Exception {
        AsyncProbe probe = new AsyncProbe((index, async) -> CompletableFuture.completedFuture(index));
        try (Session<Integer, Integer> session = open(probe, 1, 1)) {
            assertEquals(
                    upTo(200_000), Batch.submit(session, probe, 200_000).await().digests());
        }
    }

    @Test
    void chainsThatEndLaterDoNotDeepenTheStack() throws Exception {
        AsyncProbe probe =
                new AsyncProbe((index, async) -> CompletableFuture.supplyAsync(() -> index, async.executor()));
        try (Session<Integer, Integer> session = open(probe, 2, 3)) {
            assertEquals(
                    upTo(100_000), Batch.submit(session, probe, 100_000).await().digests());
        }
    }

    @Test
    void chainThatEndsOnAForeignThreadIsFollowedByOneOnTheExecutor() throws Exception {
        Queue<String> threads = new ConcurrentLinkedQueue<>();
        AsyncProbe probe = new AsyncProbe((index, async) -> {
            threads.add(Thread.currentThread().getName());
            return CompletableFuture.supplyAsync(
                    () -> index, work -> Thread.ofPlatform().name("foreign").start(work));
        });
        try (Session<Integer, Integer> session = open(probe, 2, 1)) {
            assertEquals(upTo(50), Batch.submit(session, probe, 50).await().digests());
        }
        assertTrue(threads.stream().allMatch(name -> name.matches("completable-future-\\d")), threads::toString);
    }

    @Test
    void failingChainsCompleteOnceWithTheirCauseAndHarmNoOthers() throws Exception {
        IOException late = new IOException("late");
        IllegalStateException atOnce = new IllegalStateException("at once");
        AsyncProbe probe = new AsyncProbe((index, async) -> switch (index % 4) {
            case 0 ->
                async.delay(Duration.ofMillis(1)).thenApply(waited -> {
                    throw new CompletionException(late);
                });
            case 1 -> throw atOnce;
            case 2 -> null;
            default -> CompletableFuture.completedFuture(index);
        });
        try (Session<Integer, Integer> session = open(probe, 2, 3)) {
            Batch<Integer, Integer> batch = Batch.submit(session, probe, 100).await();
            for (int index = 0; index < 100; index += 4) {
                assertSame(late, batch.failure(index));
                assertSame(atOnce, batch.failure(index + 1));
                assertEquals(
                        "runAsync() of workload 'async-probe' returned null",
                        assertInstanceOf(NullPointerException.class, batch.failure(index + 2))
                                .getMessage());
                assertNull(batch.failure(index + 3));
            }
        }
    }

    @Test
    void closingCompletesAllChainsAndLeavesNoThread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        AsyncProbe probe = new AsyncProbe(
                (index, async) -> async.delay(Duration.ofHours(1)).thenApply(waited -> index));
        Session<Integer, Integer> session = open(probe, 2, 10);
        Batch<Integer, Integer> batch = Batch.submit(session, probe, 100);
        awaitStarted(probe, 10);
        session.close();
        batch.await();
        for (int index = 0; index < 100; index++) {
            assertInstanceOf(CancellationException.class, batch.failure(index));
        }
        assertNoThreadsSince(before);
        assertThrows(RuntimeException.class, () -> Batch.submit(session, probe, 1));
    }

    private static void assertNoThreadsSince(Set<Thread> before) throws InterruptedException {
        for (Thread last : addedSince(before)) {
            last.join(Duration.ofSeconds(10)); // an executor has ended a moment before its last thread has
        }
        assertEquals(Set.of(), threadsSince(before));
    }

    @Test
    void httpClientEndsWithTheSession() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        AsyncProbe probe = new AsyncProbe((index, async) -> {
            assertNotNull(async.capability(AsyncHttp.class));
            return CompletableFuture.completedFuture(index);
        });
        try (Session<Integer, Integer> session = open(probe, 2, 10)) {
            assertEquals(upTo(5), Batch.submit(session, probe, 5).await().digests());
            assertTrue(
                    threadsSince(before).stream().anyMatch(name -> name.startsWith("completable-future-http-")),
                    () -> threadsSince(before).toString());
        }
        assertNoThreadsSince(before);
    }

    @Test
    void capabilityThatIsNotOfferedIsRefusedByName() throws Exception {
        AsyncProbe probe = new AsyncProbe((index, async) -> {
            async.capability(BlockingHttp.class);
            return CompletableFuture.completedFuture(index);
        });
        try (Session<Integer, Integer> session = open(probe, 2, 10)) {
            Throwable failure = Batch.submit(session, probe, 1).await().failure(0);
            assertEquals(
                    "model 'completable-future' offers chains no BlockingHttp; it offers AsyncHttp",
                    assertInstanceOf(UnsupportedOperationException.class, failure)
                            .getMessage());
        }
    }

    @Test
    void cancelledDelayIsForgottenByTheClock() throws Exception {
        try (ChainContext context = new ChainContext("m", new Settings(1, 1, NONE), new StageExecutor("m", 1))) {
            CompletableFuture<Void> delay = context.delay(Duration.ofHours(1));
            assertEquals(1, context.delaysPending());
            delay.cancel(true);
            assertEquals(0, context.delaysPending());
            assertTrue(delay.isCancelled());
        }
    }

    @Test
    void workloadWithoutAsynchronousFormRunsAsOneStageOnAThreadPerCpu() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch both = new CountDownLatch(2);
        Blocking blocking = Blocking.computing(index -> {
            threads.add(Thread.currentThread().getName());
            both.countDown();
            assertTrue(both.await(60, TimeUnit.SECONDS));
        });
        try (Session<Integer, Integer> session = open(blocking, 2, 50)) {
            assertEquals(upTo(200), Batch.submit(session, blocking, 200).await().digests());
        }
        assertEquals(
                IntStream.range(0, 2)
                        .mapToObj(number -> "completable-future-" + number)
                        .collect(Collectors.toSet()),
                threads);
    }

    @Test
    void failingStagesCompleteOnceWithTheirCause() throws Exception {
        IOException checked = new IOException("as planned");
        StackOverflowError error = new StackOverflowError("as planned");
        Blocking blocking = Blocking.computing(index -> {
            if (index == 0) {
                throw checked;
            }
            if (index == 1) {
                throw error;
            }
        });
        try (Session<Integer, Integer> session = open(blocking, 2, 2)) {
            Batch<Integer, Integer> batch = Batch.submit(session, blocking, 3).await();
            assertSame(checked, batch.failure(0));
            assertSame(error, batch.failure(1));
            assertNull(batch.failure(2));
        }
    }

    @Test
    void closingCompletesAllStagesAndLeavesNoThread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        CountDownLatch running = new CountDownLatch(2);
        Blocking blocking = Blocking.computing(index -> {
            running.countDown();
            new CountDownLatch(1).await();
        });
        Session<Integer, Integer> session = open(blocking, 2, 2);
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
        assertNoThreadsSince(before);
    }
}
