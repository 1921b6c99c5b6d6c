package org.concurrencybench.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.concurrencybench.core.api.AsyncHttp;
import org.concurrencybench.core.api.FanOut;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.junit.jupiter.api.Test;

/** What is the default model's alone; {@link AsyncModelsTest} has what all models of the family have in common. */
class CompletableFutureChainsTest {
    private static final Values NONE = Values.of("test", List.of(), Map.of());

    private static <I, O> Session<I, O> open(Workload<I, O> workload, int cpus, int concurrency) throws Exception {
        return Variant.OWN.open(workload, cpus, concurrency);
    }

    private static List<Long> upTo(int end) {
        return LongStream.range(0, end).boxed().toList();
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

    private static void awaitStarted(AsyncProbe probe, int chains) throws InterruptedException {
        assertTrue(
                probe.awaitStarted(chains, Duration.ofSeconds(60)),
                () -> probe.started() + " chains started, not " + chains);
    }

    @Test
    void waitingChainsHoldNoThread() throws Exception {
        SessionThreads threads = SessionThreads.since();
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
                whileWaiting.set(threads.names());
            } while (!whileWaiting.get().contains("completable-future-clock")
                    && System.nanoTime() - begin < Duration.ofSeconds(60).toNanos());
            all.complete(0);
            assertEquals(upTo(1000), batch.await().digests());
        }
        assertEquals(1000, probe.mostInFlight());
        assertEquals(
                Set.of("completable-future-0", "completable-future-1", "completable-future-clock"),
                whileWaiting.get().stream()
                        .filter(name -> !name.equals("stage-watch"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void httpClientEndsWithTheSession() throws Exception {
        SessionThreads threads = SessionThreads.since();
        AsyncProbe probe = new AsyncProbe((index, async) -> {
            assertNotNull(async.capability(AsyncHttp.class));
            return CompletableFuture.completedFuture(index);
        });
        try (Session<Integer, Integer> session = open(probe, 2, 10)) {
            assertEquals(upTo(5), Batch.submit(session, probe, 5).await().digests());
            assertTrue(
                    threads.names().stream().anyMatch(name -> name.startsWith("completable-future-http-")),
                    () -> threads.names().toString());
        }
        threads.assertNone();
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
}
