package org.concurrencybench.threads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.concurrencybench.threads.Models.open;
import static org.concurrencybench.threads.Models.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Named.named;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.concurrencybench.core.api.AsyncHttp;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.fixture.Fixtures;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.TaskRunner;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelsOfThreadsTest {
    @TempDir
    static Path shared;

    @TempDir
    Path directory;

    static List<ConcurrencyModel> models() {
        return Models.all();
    }

    static List<ConcurrencyModel> concurrentModels() {
        return Models.concurrent();
    }

    @Test
    void allAreFoundByTheirIds() {
        Set<String> ids = ServiceLoader.load(ConcurrencyModel.class).stream()
                .map(provider -> provider.get().id())
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "sequential",
                        "platform-pool",
                        "platform-per-task",
                        "fork-join",
                        "virtual-threads",
                        "structured-scope"),
                ids);
    }

    @Test
    void sessionsTellTheThreadsThatTheyReallyHave() throws Exception {
        Probe probe = new Probe(true, (index, task) -> {});
        try (var pool = open(new PlatformPool(), probe, settings(2, 7))) {
            assertEquals(Map.of("concurrency", "7"), pool.inEffect());
        }
        try (var forkJoin = open(new ForkJoin(), probe, settings(2, 7))) {
            assertEquals(Map.of("concurrency", "7"), forkJoin.inEffect());
        }
        for (ConcurrencyModel model : List.of(new Sequential(), new PlatformPerTask())) {
            try (var session = open(model, probe, settings(2, 1))) {
                assertEquals(Map.of(), session.inEffect(), model.id());
            }
        }
        try (var virtual = open(new VirtualThreads(), probe, settings(99, 7))) {
            String carriers = Integer.toString(Runtime.getRuntime().availableProcessors());
            assertEquals(
                    Runtime.version().feature() < 24 ? Map.of() : Map.of("cpus", carriers),
                    virtual.inEffect(),
                    "the scheduler's, whatever was asked for");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    @Tag("slow") // every model under every workload, in small, is EveryModelTest
    void everyBuiltInWorkloadGivesTheDigestsOfRunningItAlone(ConcurrencyModel model) throws Exception {
        for (Workload<?, ?> workload : ServiceLoader.load(Workload.class)) {
            assertEquals(
                    Optional.empty(), model.refusal(workload, Runtime.version().feature()));
            assertDigestsAgree(model, workload);
        }
    }

    private <I, O> void assertDigestsAgree(ConcurrencyModel model, Workload<I, O> workload) throws Exception {
        Values parameters = Values.of("test", workload.parameters(), Map.of());
        try (Fixtures fixtures = new Fixtures(parameters, directory, List.of("-Xmx128m"));
                BlockingTaskContext alone = BlockingTaskContext.sequential("alone")) {
            workload.prepare(fixtures);
            ConfiguredWorkload<I, O> configured = new ConfiguredWorkload<>(workload, parameters, fixtures.addresses());
            workload.open(configured.jvmContext(1));
            List<Long> expected = new ArrayList<>();
            for (int index = 0; index < 30; index++) {
                long digest = workload.digest(workload.run(workload.input(index), alone));
                expected.add(digest);
                OptionalLong stated = workload.expected(index);
                assertTrue(stated.isEmpty() || stated.getAsLong() == digest, workload.id());
            }
            try (Session<I, O> session = model.open(configured, settings(2, 4))) {
                assertEquals(
                        expected,
                        Batch.submit(session, workload, expected.size()).await().digests(),
                        workload.id());
            }
            workload.close();
        }
    }

    @ParameterizedTest
    @MethodSource("concurrentModels")
    void concurrencyIsReachedAndNeverExceeded(ConcurrencyModel model) throws Exception {
        int concurrency = 40;
        CyclicBarrier meeting = new CyclicBarrier(concurrency);
        Probe probe = new Probe(true, (index, task) -> meeting.await(60, TimeUnit.SECONDS));
        try (Session<Integer, Integer> session = open(model, probe, settings(2, concurrency))) {
            Batch.submit(session, probe, 5 * concurrency).await().digests();
        }
        assertEquals(concurrency, probe.mostInFlight());
    }

    static List<ConcurrencyModel> unboundedModels() {
        return concurrentModels().stream()
                .filter(model -> !(model instanceof PlatformPool || model instanceof ForkJoin))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("unboundedModels")
    void unboundedTasksAreAllInFlightAtOnce(ConcurrencyModel model) throws Exception {
        int tasks = model instanceof PlatformPerTask ? 300 : 5000;
        CyclicBarrier meeting = new CyclicBarrier(tasks);
        Probe probe = new Probe(true, (index, task) -> meeting.await(60, TimeUnit.SECONDS));
        try (Session<Integer, Integer> session = open(model, probe, settings(2, Settings.UNBOUNDED))) {
            Batch.submit(session, probe, tasks).await().digests();
        }
        assertEquals(tasks, probe.mostInFlight());
    }

    static List<ConcurrencyModel> boundedModels() {
        return List.of(new PlatformPool(), new ForkJoin());
    }

    @ParameterizedTest
    @MethodSource("boundedModels")
    void unboundedPoolIsRefusedWithWhatToSet(ConcurrencyModel model) {
        UsageException refused = assertThrows(
                UsageException.class,
                () -> open(model, new Probe(true, (index, task) -> {}), settings(2, Settings.UNBOUNDED)));
        assertTrue(refused.getMessage().contains("'" + model.id() + "'"), refused.getMessage());
        assertTrue(refused.getMessage().contains("'unbounded'"), refused.getMessage());
        assertTrue(refused.getMessage().contains("set the concurrency"), refused.getMessage());
    }

    static List<Named<Probe.Action>> ordinaryWork() throws IOException {
        ReentrantLock lock = new ReentrantLock();
        Object monitor = new Object();
        PrintStream out = new PrintStream(
                new FileOutputStream(File.createTempFile("printed", ".txt", shared.toFile())), true, UTF_8);
        return List.of(
                named("takes a lock", (index, task) -> {
                    lock.lock();
                    try {
                        compute(100_000);
                    } finally {
                        lock.unlock();
                    }
                }),
                named("synchronizes", (index, task) -> {
                    synchronized (monitor) {
                        compute(100_000);
                    }
                }),
                named("prints", (index, task) -> {
                    compute(20_000);
                    out.println("task " + index + " of those that print");
                }),
                named(
                        "uses a parallel stream",
                        (index, task) -> IntStream.range(0, 4).parallel().forEach(part -> compute(20_000))));
    }

    /** Such a task waits now and then, although it computes; then its carrier takes another one. */
    @ParameterizedTest
    @MethodSource("ordinaryWork")
    void virtualThreadsKeepToTheirConcurrencyWhateverTasksWaitFor(Probe.Action work) throws Exception {
        int carriers = Runtime.getRuntime().availableProcessors();
        Probe probe = new Probe(false, work);
        try (Session<Integer, Integer> session = open(new VirtualThreads(), probe, settings(carriers, carriers))) {
            Batch.submit(session, probe, 500).await().digests();
        }
        assertTrue(probe.mostInFlight() <= carriers, () -> probe.mostInFlight() + " of " + carriers + " in flight");
    }

    @SuppressWarnings("StatementWithEmptyBody")
    private static void compute(long nanos) {
        for (long begin = System.nanoTime(); System.nanoTime() - begin < nanos; ) {}
    }

    @Test
    void sequentialTasksRunInOrderOnTheSubmittingThread() throws Exception {
        Thread submitting = Thread.currentThread();
        List<Integer> order = new ArrayList<>();
        Probe probe = new Probe(false, (index, task) -> {
            assertSame(submitting, Thread.currentThread());
            order.add(index);
        });
        try (Session<Integer, Integer> session = open(new Sequential(), probe, settings(1, 1))) {
            Batch.submit(session, probe, 5).await().digests();
        }
        assertEquals(List.of(0, 1, 2, 3, 4), order);
    }

    @ParameterizedTest
    @MethodSource("models")
    void failingTasksCompleteOnceWithTheirCauseAndHarmNoOthers(ConcurrencyModel model) throws Exception {
        IOException checked = new IOException("as planned");
        StackOverflowError error = new StackOverflowError("as planned");
        Probe probe = new Probe(true, (index, task) -> {
            if (index % 3 == 0) {
                throw checked;
            }
            if (index % 3 == 1) {
                throw error;
            }
        });
        try (Session<Integer, Integer> session = open(model, probe, settings(2, 4))) {
            Batch<Integer, Integer> batch = Batch.submit(session, probe, 30).await();
            for (int index = 0; index < 30; index++) {
                Throwable expected = index % 3 == 0 ? checked : index % 3 == 1 ? error : null;
                assertSame(expected, batch.failure(index));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void busyTimeIsThatOfTheRunAndNotOfTheQueue(ConcurrencyModel model) throws Exception {
        Probe probe = new Probe(true, (index, task) -> {
            if (index == 0) {
                Thread.sleep(300);
            }
        });
        try (Session<Integer, Integer> session = open(model, probe, settings(1, 1))) {
            Batch<Integer, Integer> batch = Batch.submit(session, probe, 2).await();
            assertTrue(batch.busyNanos(0) >= 300_000_000, () -> batch.busyNanos(0) + " ns");
            assertTrue(batch.busyNanos(1) >= 0 && batch.busyNanos(1) < 300_000_000, () -> batch.busyNanos(1) + " ns");
        }
    }

    @Test
    void aPoolLargerThanTheJdkHasIsRefused() {
        assertThrows(UsageException.class, () -> new ForkJoin().check(settings(2, 32_768)));
        new ForkJoin().check(settings(2, 32_767));
    }

    @Test
    void aSystemWithoutThreadsToGiveIsNamedAndItsPermitComesBack() throws Exception {
        AtomicBoolean none = new AtomicBoolean(true);
        ExecutorService starter = Executors.newThreadPerTaskExecutor(run -> {
            if (none.get()) {
                throw new OutOfMemoryError("unable to create native thread: possibly out of memory or limits reached");
            }
            return Thread.ofPlatform().unstarted(run);
        });
        Probe probe = new Probe(true, (index, task) -> {});
        BlockingTaskContext context = new BlockingTaskContext("x", 1);
        try (Session<Integer, Integer> session =
                new ThreadPerTaskSession<>("x", starter, context, new TaskRunner<>(probe, context), 1)) {
            UsageException refused = assertThrows(UsageException.class, () -> Batch.submit(session, probe, 1));
            assertTrue(
                    refused.getMessage().startsWith("model 'x' could not start one more thread for a task (unable"),
                    refused.getMessage());
            assertTrue(refused.getMessage().contains("set a lower concurrency"), refused.getMessage());
            none.set(false);
            assertEquals(List.of(0L), Batch.submit(session, probe, 1).await().digests());
        }
    }

    /** Those that take tasks in, however many wait; the others have their driver wait. */
    static List<ConcurrencyModel> queueingModels() {
        return List.of(new PlatformPool(), new ForkJoin(), new VirtualThreads());
    }

    @Test
    void aDriverThatIsInterruptedWhileItWaitsCanCloseTheSession() throws Exception {
        for (ConcurrencyModel model : concurrentModels()) {
            CountDownLatch running = new CountDownLatch(4);
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            Probe probe = new Probe(true, (index, task) -> {
                threads.add(Thread.currentThread());
                running.countDown();
                new CountDownLatch(1).await();
            });
            CompletableFuture<Batch<Integer, Integer>> submitted = new CompletableFuture<>();
            Thread driver = Thread.ofPlatform().start(() -> {
                try (Session<Integer, Integer> session = open(model, probe, settings(2, 4))) {
                    submitted.complete(Batch.submit(session, probe, 4));
                    running.await();
                } catch (Exception e) {
                    submitted.completeExceptionally(e);
                }
            });
            running.await();
            driver.interrupt();
            Batch<Integer, Integer> batch = submitted.get(60, TimeUnit.SECONDS).await();
            for (int index = 0; index < 4; index++) {
                assertInstanceOf(InterruptedException.class, batch.failure(index), model.id());
            }
            driver.join(60_000);
            for (Thread thread : threads) {
                thread.join(10_000);
                assertFalse(thread.isAlive(), thread::toString);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("queueingModels")
    void closingCompletesAllTasksAndLeavesNoThread(ConcurrencyModel model) throws Exception {
        CountDownLatch running = new CountDownLatch(4);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicReference<Boolean> cancelled = new AtomicReference<>();
        Probe probe = new Probe(true, (index, task) -> {
            threads.add(Thread.currentThread());
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                cancelled.set(task.isCancelled());
            }
        });
        Session<Integer, Integer> session = open(model, probe, settings(2, 4));
        Batch<Integer, Integer> batch = Batch.submit(session, probe, 20);
        assertTrue(running.await(60, TimeUnit.SECONDS));
        session.close();
        batch.await();
        for (int index = 0; index < 20; index++) {
            Throwable failure = batch.failure(index);
            assertTrue(
                    failure instanceof InterruptedException || failure instanceof CancellationException,
                    () -> "failed with " + failure);
        }
        assertEquals(Boolean.TRUE, cancelled.get());
        for (Thread thread : threads) {
            thread.join(10_000); // an executor has ended a moment before its last thread has
            assertFalse(thread.isAlive(), thread::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("concurrentModels")
    void closedSessionsRefuseTasks(ConcurrencyModel model) throws Exception {
        Probe probe = new Probe(true, (index, task) -> {});
        Session<Integer, Integer> session = open(model, probe, settings(2, 4));
        session.close();
        assertThrows(RuntimeException.class, () -> Batch.submit(session, probe, 1));
        assertEquals(0, probe.started.get());
    }

    @Test
    void poolThreadsAreAllThereBeforeTheFirstTask() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Probe probe = new Probe(true, (index, task) -> {});
        try (Session<Integer, Integer> session = open(new PlatformPool(), probe, settings(2, 17))) {
            Set<Thread> added = new HashSet<>(Thread.getAllStackTraces().keySet());
            added.removeAll(before);
            added.removeIf(thread -> !thread.getName().startsWith("platform-pool-"));
            assertEquals(17, added.size(), added::toString);
            assertNull(Batch.submit(session, probe, 1).await().failure(0));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void capabilityThatIsNotOfferedIsRefusedByName(ConcurrencyModel model) throws Exception {
        Probe probe = new Probe(true, (index, task) -> task.capability(AsyncHttp.class));
        try (Session<Integer, Integer> session = open(model, probe, settings(2, 4))) {
            Throwable failure = Batch.submit(session, probe, 1).await().failure(0);
            assertInstanceOf(UnsupportedOperationException.class, failure);
            assertTrue(failure.getMessage().contains(model.id()), failure.getMessage());
            assertTrue(failure.getMessage().contains("AsyncHttp"), failure.getMessage());
        }
    }

    @Test
    void tasksOfAPoolSpreadOverItsThreads() throws Exception {
        CyclicBarrier meeting = new CyclicBarrier(3);
        Set<String> names = ConcurrentHashMap.newKeySet();
        Probe probe = new Probe(true, (index, task) -> {
            names.add(Thread.currentThread().getName());
            meeting.await(60, TimeUnit.SECONDS);
        });
        try (Session<Integer, Integer> session = open(new PlatformPool(), probe, settings(2, 3))) {
            Batch.submit(session, probe, 30).await().digests();
        }
        assertEquals(
                IntStream.range(0, 3)
                        .mapToObj(number -> "platform-pool-" + number)
                        .collect(Collectors.toSet()),
                names);
    }
}
