package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.PoolClosedException;
import org.concurrencybench.process.api.TaskFailedException;
import org.concurrencybench.process.api.ThrowableData;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.Processes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pool does while nothing dies. */
@Timeout(120)
public class ProcessPoolTest {
    private static ProcessPool<String, String> obey;

    @BeforeAll
    static void startSharedPool() throws Exception {
        obey = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(1)
                        .withJvmArguments(List.of("-Xmx64m", "-Dgreeting=a \"quoted\\ value\""))
                        .withMaxPayload(1 << 20),
                FunctionSpec.of(Functions.Obey.class));
    }

    @AfterAll
    static void closeSharedPool() throws Exception {
        assertEquals(0, obey.statistics().workersDied(), "no test of this class may cost a worker its life");
        obey.close();
    }

    public static <T> T get(Future<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    public static <E extends Throwable> E failure(Class<E> type, Future<?> future) {
        ExecutionException e = assertThrows(ExecutionException.class, () -> get(future));
        return assertInstanceOf(type, e.getCause());
    }

    private static void assertStillWorks() throws Exception {
        assertEquals("done", get(obey.submit("interrupt-self")));
        assertEquals(obey.statistics().workersStarted(), 1);
    }

    @Test
    void everyTaskGetsItsOwnResult() throws Exception {
        try (var pool = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(2).withSlots(2), FunctionSpec.of(Functions.Twice.class))) {
            List<CompletableFuture<Long>> futures = new ArrayList<>();
            for (long i = 0; i < 50_000; i++) {
                futures.add(pool.submit(i));
            }
            for (int i = 0; i < futures.size(); i++) {
                assertEquals(2L * i, get(futures.get(i)));
            }
            assertEquals(50_000, pool.statistics().succeeded());
        }
    }

    @Test
    void manyThreadsSubmitAtOnce() throws Exception {
        AtomicLong sum = new AtomicLong();
        try (var pool = ProcessPool.start(
                        ProcessPoolConfig.ofWorkers(2).withQueueCapacity(100), FunctionSpec.of(Functions.Twice.class));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> submitters = new ArrayList<>();
            for (int t = 0; t < 20; t++) {
                submitters.add(threads.submit(() -> {
                    for (long i = 0; i < 500; i++) {
                        if (i % 50 == 0) {
                            sum.addAndGet(pool.submit(i).get());
                        } else {
                            pool.submit(i).thenAccept(sum::addAndGet);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> submitter : submitters) {
                get(submitter);
            }
        }
        assertEquals(20L * 500 * 499, sum.get(), "close() has waited for all of them");
    }

    @Test
    void payloadsOfAnySizeComeBackWhole() throws Exception {
        Random random = new Random(1);
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(Functions.Echo.class))) {
            List<byte[]> sent = new ArrayList<>();
            List<CompletableFuture<byte[]>> futures = new ArrayList<>();
            for (int size : new int[] {0, 1, 100, 65_536, 131_035, 131_036, 131_037, 262_144, 1 << 20, 20_000_000, 3}) {
                for (int copy = 0; copy < 3; copy++) {
                    byte[] bytes = new byte[size];
                    random.nextBytes(bytes);
                    sent.add(bytes);
                    futures.add(pool.submit(bytes));
                }
            }
            for (int i = 0; i < sent.size(); i++) {
                assertArrayEquals(sent.get(i), get(futures.get(i)), "payload " + i);
            }
        }
    }

    @Test
    void completedFutureKeepsNothingOfItsInput() throws Exception {
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Echo.class))) {
            byte[] input = new byte[1 << 20];
            WeakReference<byte[]> seen = new WeakReference<>(input);
            CompletableFuture<byte[]> future = pool.submit(input);
            input = null;
            assertEquals(1 << 20, get(future).length);
            Processes.await(Duration.ofSeconds(60), "the input's end", () -> {
                System.gc();
                return seen.refersTo(null);
            });
            assertTrue(future.isDone());
        }
    }

    @Test
    void slotsOfOneWorkerRunAtOnce() throws Exception {
        try (var pool =
                ProcessPool.start(ProcessPoolConfig.ofWorkers(1).withSlots(4), FunctionSpec.of(Functions.Meet.class))) {
            Set<String> threads = new HashSet<>();
            List<CompletableFuture<String>> futures = new ArrayList<>();
            for (long i = 0; i < 4; i++) {
                futures.add(pool.submit(i));
            }
            for (CompletableFuture<String> future : futures) {
                threads.add(get(future));
            }
            assertEquals(4, threads.size(), threads.toString());
        }
    }

    @Test
    void workersRunAtOnce() throws Exception {
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(Functions.Spin.class))) {
            pool.submit(1L);
            CompletableFuture<Long> other = pool.submit(0L);
            assertTrue(get(other) > 0, "the second worker answers while the first one is busy");
            pool.shutdownNow();
        }
    }

    @Test
    void resultComesBackWhileALongTaskRunsBehindIt() throws Exception {
        var config = ProcessPoolConfig.ofWorkers(1);
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Spin.class))) {
            for (int i = 0; i < 2000; i++) {
                pool.submit(0L); // short ones, so that the worker is given tasks ahead of need
            }
            CompletableFuture<Long> last = pool.submit(0L);
            CompletableFuture<Long> endless = pool.submit(1L);
            assertTrue(get(last) > 0);
            assertFalse(endless.isDone());
            pool.shutdownNow();
            failure(PoolClosedException.class, endless);
        }
    }

    @Test
    void busyTimeIsReported() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        AtomicLong busy = new AtomicLong(-1);
        obey.submit("pid", new Completion<>() {
            @Override
            public void succeeded(String output, long busyNanos) {
                busy.set(busyNanos);
                done.countDown();
            }

            @Override
            public void failed(Throwable cause) {
                done.countDown();
            }
        });
        assertTrue(done.await(60, TimeUnit.SECONDS));
        assertTrue(busy.get() > 0, "busy for " + busy);
    }

    @Test
    void thrownExceptionComesBackAsData() throws Exception {
        TaskFailedException failure = failure(TaskFailedException.class, obey.submit("throw no such luck"));
        ThrowableData thrown = failure.thrown();
        assertEquals("java.lang.IllegalStateException", thrown.className());
        assertEquals("no such luck", thrown.message());
        assertEquals(Functions.Obey.class.getName(), thrown.frames().getFirst().getClassName());
        assertEquals("java.io.IOException: the cause", thrown.cause().summary());
        assertTrue(failure.getMessage().contains("no such luck"), failure.getMessage());
        assertEquals("run", failure.getCause().getStackTrace()[0].getMethodName());
        assertStillWorks();
    }

    @Test
    void exceptionThatCannotTellItsMessageIsReported() throws Exception {
        TaskFailedException failure = failure(TaskFailedException.class, obey.submit("throw-unprintable"));
        assertEquals(Functions.Unprintable.class.getName(), failure.thrown().className());
        assertStillWorks();
    }

    @Test
    void stackOverflowFailsItsTaskOnly() throws Exception {
        TaskFailedException failure = failure(TaskFailedException.class, obey.submit("overflow"));
        assertEquals("java.lang.StackOverflowError", failure.thrown().className());
        assertStillWorks();
    }

    @Test
    void outOfMemoryFailsItsTaskClearly() throws Exception {
        TaskFailedException failure = failure(TaskFailedException.class, obey.submit("exhaust"));
        assertEquals("java.lang.OutOfMemoryError", failure.thrown().className());
        assertStillWorks();
    }

    @Test
    void outputThatCannotBeEncodedFailsItsTaskOnly() throws Exception {
        assertTrue(failure(PayloadException.class, obey.submit("null"))
                .getMessage()
                .contains("null cannot be encoded"));
        assertTrue(failure(PayloadException.class, obey.submit("half-pair"))
                .getMessage()
                .contains("surrogate"));
        assertStillWorks();
    }

    @Test
    void inputThatCannotBeEncodedFailsItsTaskOnly() throws Exception {
        PayloadException failure = failure(PayloadException.class, obey.submit("\uD800"));
        assertTrue(failure.getMessage().contains("the input cannot be encoded"), failure.getMessage());
        failure(PayloadException.class, obey.submit((String) null));
        assertStillWorks();
    }

    @Test
    void oversizeFailsItsTaskOnlyAndNamesTheLimit() throws Exception {
        String large = "x".repeat((1 << 20) + 1);
        PayloadException input = failure(PayloadException.class, obey.submit(large));
        PayloadException output = failure(PayloadException.class, obey.submit("grow " + large.length()));
        for (PayloadException failure : List.of(input, output)) {
            assertTrue(failure.getMessage().contains("1048577"), failure.getMessage());
            assertTrue(failure.getMessage().contains("maxPayload is 1048576"), failure.getMessage());
        }
        assertEquals(1 << 20, get(obey.submit("grow " + (1 << 20))).length());
        assertStillWorks();
    }

    @Test
    void failureThatExceedsTheLimitIsCutAndFailsItsTaskOnly() throws Exception {
        try (var pool = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(1).withMaxPayload(1 << 10), FunctionSpec.of(Functions.Obey.class))) {
            TaskFailedException deep = failure(TaskFailedException.class, pool.submit("overflow"));
            assertEquals("java.lang.StackOverflowError", deep.thrown().className());
            TaskFailedException wordy = failure(TaskFailedException.class, pool.submit("throw " + "x".repeat(1000)));
            assertTrue(wordy.thrown().message().startsWith("xxx"), wordy.getMessage());
            assertTrue(failure(PayloadException.class, pool.submit("grow 1025"))
                    .getMessage()
                    .contains("1025 bytes, and maxPayload is 1024"));
            assertEquals("done", get(pool.submit("interrupt-self")));
            assertEquals(0, pool.statistics().workersDied());
        }
    }

    @Test
    void taskMayPrintReadAndCloseItsStreams() throws Exception {
        assertEquals("done", get(obey.submit("print 10000000")));
        assertEquals("-1", get(obey.submit("read-stdin")));
        assertEquals("done", get(obey.submit("close-streams")));
        assertEquals("done", get(obey.submit("print 100000")));
        assertStillWorks();
    }

    @Test
    void workersGetTheirOwnJvmArguments() throws Exception {
        assertEquals("a \"quoted\\ value\"", get(obey.submit("property greeting")));
    }

    @Test
    void callbackMaySubmit() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (var pool = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(1).withQueueCapacity(1), FunctionSpec.of(Functions.Twice.class))) {
            pool.submit(1L, new Completion<>() {
                @Override
                public void succeeded(Long output, long busyNanos) {
                    if (output > 1000) {
                        done.countDown();
                        return;
                    }
                    try {
                        pool.submit(output, this);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }

                @Override
                public void failed(Throwable cause) {}
            });
            assertTrue(done.await(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void callbackMayNotWaitForATaskOfItsPool() throws Exception {
        try (var pool =
                ProcessPool.start(ProcessPoolConfig.ofWorkers(1).withSlots(2), FunctionSpec.of(Functions.Obey.class))) {
            CompletableFuture<String> waiting = pool.submit("sleep 300")
                    .thenApply(done -> pool.submit("pid").join());
            Throwable refusal = waiting.handle((value, e) -> e).get(60, TimeUnit.SECONDS);
            assertInstanceOf(IllegalStateException.class, refusal.getCause());
            assertTrue(refusal.getMessage().contains("cannot wait for a task of its own pool"), refusal.getMessage());
            CompletableFuture<String> stage = pool.submit("hang").thenApply(never -> never);
            CompletableFuture<String> behind = pool.submit("sleep 300").thenApply(done -> stage.join());
            assertInstanceOf(
                    IllegalStateException.class,
                    behind.handle((value, e) -> e).get(60, TimeUnit.SECONDS).getCause());
            pool.shutdownNow();
        }
    }

    @Test
    void callbackMayNotMapInItsPool() throws Exception {
        try (var pool =
                ProcessPool.start(ProcessPoolConfig.ofWorkers(1).withSlots(2), FunctionSpec.of(Functions.Obey.class))) {
            try {
                Throwable refusal = pool.submit("sleep 300")
                        .thenApply(done -> pool.map(List.of("pid")).hasNext())
                        .handle((value, e) -> e)
                        .get(60, TimeUnit.SECONDS);
                assertInstanceOf(IllegalStateException.class, refusal.getCause());
                assertTrue(refusal.getMessage().contains("cannot map in its own pool"), refusal.getMessage());
                CompletableFuture<List<String>> all = pool.mapAsync(List.of("hang"));
                Throwable waited = pool.submit("sleep 300")
                        .thenApply(done -> all.join())
                        .handle((value, e) -> e)
                        .get(60, TimeUnit.SECONDS);
                assertInstanceOf(IllegalStateException.class, waited.getCause());
            } finally {
                pool.shutdownNow();
            }
        }
    }

    @Test
    void callbackMayWaitForATaskOfAnotherPool() throws Exception {
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Obey.class));
                var other = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Twice.class))) {
            CompletableFuture<Long> waiting =
                    pool.submit("sleep 300").thenApply(done -> other.submit(21L).join());
            assertEquals(42L, get(waiting));
        }
    }

    @Test
    void callbackThatThrowsHarmsNobody() throws Exception {
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Functions.Twice.class))) {
            CountDownLatch reported = new CountDownLatch(1);
            pool.submit(1L, new Completion<>() {
                @Override
                public void succeeded(Long output, long busyNanos) {
                    Thread.currentThread().setUncaughtExceptionHandler((t, e) -> reported.countDown());
                    throw new IllegalStateException("a callback's own mistake");
                }

                @Override
                public void failed(Throwable cause) {}
            });
            assertTrue(reported.await(60, TimeUnit.SECONDS));
            assertEquals(4L, get(pool.submit(2L)));
        }
    }
}
