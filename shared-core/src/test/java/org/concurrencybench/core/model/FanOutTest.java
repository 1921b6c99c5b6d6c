package org.concurrencybench.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Named.named;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.concurrencybench.core.api.FanOut;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Workload;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class FanOutTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    static List<Named<SessionFanOut>> all() {
        List<Named<SessionFanOut>> all = new ArrayList<>(onThreads());
        all.add(named("inline", new InlineFanOut("some")));
        return all;
    }

    static List<Named<SessionFanOut>> onThreads() {
        return List.of(
                named("leaf pool", ExecutorFanOut.leafPool("some", 2)),
                named("platform threads", ExecutorFanOut.platformThreads("some")),
                named("virtual threads", ExecutorFanOut.virtualThreads("some")));
    }

    private static List<Callable<Integer>> numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> (Callable<Integer>) () -> number)
                .toList();
    }

    private static Callable<Integer> failing(Throwable thrown) {
        return () -> {
            if (thrown instanceof Exception exception) {
                throw exception;
            }
            throw (Error) thrown;
        };
    }

    @ParameterizedTest
    @MethodSource("all")
    void outputsComeInTheOrderOfTheParts(SessionFanOut fanOut) throws Exception {
        try (fanOut) {
            List<Callable<Integer>> parts = new ArrayList<>(numbers(50));
            parts.set(0, () -> {
                Thread.sleep(30);
                return 0;
            });
            assertEquals(IntStream.range(0, 50).boxed().toList(), fanOut.all(parts, LONG));
            assertEquals(List.of(), fanOut.all(List.<Callable<Integer>>of(), LONG));
            Callable<Integer> nothing = () -> null;
            assertEquals(Arrays.asList(null, 1), fanOut.all(List.of(nothing, parts.get(1)), LONG));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theFirstThatSucceedsIsTheOutputAndFailuresBeforeItDoNotMatter(SessionFanOut fanOut) throws Exception {
        try (fanOut) {
            Callable<Integer> succeeds = () -> 7;
            List<Callable<Integer>> parts =
                    List.of(failing(new IOException("a")), failing(new StackOverflowError("b")), succeeds);
            assertEquals(7, fanOut.first(parts, LONG));
            assertThrows(IllegalArgumentException.class, () -> fanOut.first(List.<Callable<Integer>>of(), LONG));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void failuresComeAsTheyWereThrown(SessionFanOut fanOut) {
        try (fanOut) {
            IOException checked = new IOException("as planned");
            StackOverflowError error = new StackOverflowError("as planned");
            assertSame(
                    checked,
                    assertThrows(
                            IOException.class,
                            () -> fanOut.all(List.of(numbers(1).getFirst(), failing(checked)), LONG)));
            assertSame(error, assertThrows(StackOverflowError.class, () -> fanOut.all(List.of(failing(error)), LONG)));
            Exception both = assertThrows(
                    Exception.class, () -> fanOut.first(List.of(failing(checked), failing(checked)), LONG));
            assertSame(checked, both);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void timeOverIsATimeoutThatCountsTheParts(SessionFanOut fanOut) {
        // Where parts are interrupted, they may be far longer than anything that holds this thread up.
        long millis = fanOut instanceof InlineFanOut ? 50 : 60_000;
        try (fanOut) {
            Callable<Integer> slow = () -> {
                Thread.sleep(millis);
                return 1;
            };
            Duration short1 = Duration.ofMillis(20);
            Exception all = assertThrows(TimeoutException.class, () -> fanOut.all(List.of(slow, slow), short1));
            assertTrue(all.getMessage().contains("of 2 parts"), all.getMessage());
            assertTrue(all.getMessage().contains("20 ms"), all.getMessage());
            assertThrows(TimeoutException.class, () -> fanOut.first(List.of(slow, slow), short1));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPartThatFansOutAgainIsRefused(SessionFanOut fanOut) throws Exception {
        try (fanOut) {
            Callable<Integer> nested = () -> fanOut.all(numbers(2), LONG).size();
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> fanOut.all(List.of(nested), LONG));
            assertTrue(refused.getMessage().contains("cannot fan out again"), refused.getMessage());
            assertTrue(refused.getMessage().contains("'some'"), refused.getMessage());
            assertEquals(List.of(0, 1), fanOut.all(numbers(2), LONG), "the next call is none within a part");
        }
    }

    @ParameterizedTest
    @MethodSource("onThreads")
    void aFailureInterruptsPartsThatRun(SessionFanOut fanOut) throws Exception {
        try (fanOut) {
            CountDownLatch running = new CountDownLatch(1);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            List<Callable<Integer>> parts = new ArrayList<>();
            parts.add(() -> {
                running.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.complete(true);
                }
                return 0;
            });
            parts.add(() -> {
                running.await();
                throw new IOException("as planned");
            });
            assertThrows(IOException.class, () -> fanOut.all(parts, LONG));
            assertTrue(interrupted.get(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void aLeafPoolRunsNoPartOfACallThatHasEnded() throws Exception {
        try (SessionFanOut pool = ExecutorFanOut.leafPool("some", 1)) {
            AtomicInteger started = new AtomicInteger();
            Callable<Integer> starts = started::incrementAndGet;
            assertThrows(IOException.class, () -> pool.all(List.of(failing(new IOException("x")), starts), LONG));
            pool.all(numbers(1), LONG); // the only thread is beyond the part
            assertEquals(0, started.get());
        }
    }

    @Test
    void theInterruptOfACancelledPartReachesNoOtherPartOfItsThread() throws Exception {
        try (SessionFanOut pool = ExecutorFanOut.leafPool("some", 2)) {
            Callable<Integer> one = () -> 1;
            Callable<Boolean> asks = () -> Thread.currentThread().isInterrupted();
            for (int round = 0; round < 500; round++) {
                assertEquals(1, pool.first(List.of(one, one), LONG));
                assertEquals(List.of(false, false), pool.all(List.of(asks, asks), LONG));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("onThreads")
    void anInterruptedTaskCancelsItsPartsAndNeedNotWaitForThem(SessionFanOut fanOut) throws Exception {
        try (fanOut) {
            CountDownLatch running = new CountDownLatch(2);
            CountDownLatch interrupted = new CountDownLatch(2);
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Callable<Integer> waiting = () -> {
                running.countDown();
                try {
                    new CountDownLatch(1).await();
                } finally {
                    interrupted.countDown();
                }
                return 1;
            };
            Thread task = Thread.ofPlatform().start(() -> {
                try {
                    fanOut.all(List.of(waiting, waiting), LONG);
                } catch (Throwable e) {
                    thrown.complete(e);
                }
            });
            running.await();
            task.interrupt();
            assertEquals(InterruptedException.class, thrown.get().getClass());
            interrupted.await();
        }
    }

    @ParameterizedTest
    @MethodSource("onThreads")
    void closingLeavesNoThreadAndFailsWhatNoThreadWillRun(SessionFanOut fanOut) throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch running = new CountDownLatch(2);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Callable<Integer> waiting = () -> {
            threads.add(Thread.currentThread());
            running.countDown();
            new CountDownLatch(1).await();
            return 1;
        };
        Thread.ofPlatform().daemon().start(() -> {
            try {
                fanOut.all(Collections.nCopies(10, waiting), LONG);
            } catch (Throwable e) {
                thrown.complete(e);
            }
        });
        running.await();
        fanOut.close();
        Throwable failure = thrown.get(30, TimeUnit.SECONDS);
        assertTrue(
                failure instanceof InterruptedException
                        || failure instanceof CancellationException
                        || failure instanceof RejectedExecutionException, // while it still submitted parts
                failure::toString);
        for (Thread thread : threads) {
            thread.join(10_000);
            assertFalse(thread.isAlive(), thread::toString);
        }
        assertThrows(Exception.class, () -> fanOut.all(numbers(1), LONG));
    }

    @Test
    void aContextThatIsToldOfNoneNamesWhatItOffers() {
        try (BlockingTaskContext without = new BlockingTaskContext("some", 1);
                BlockingTaskContext with = BlockingTaskContext.sequential("some")) {
            UnsupportedOperationException refused =
                    assertThrows(UnsupportedOperationException.class, () -> without.capability(FanOut.class));
            assertEquals(
                    "model 'some' offers blocking tasks no FanOut; it offers BlockingHttp and Jdbc",
                    refused.getMessage());
            assertSame(with.capability(FanOut.class), with.capability(FanOut.class));
        }
    }

    @Test
    void aLackOfThreadsIsSaidAndALackOfHeapPassesAsItIs() {
        OutOfMemoryError threads = new OutOfMemoryError("unable to create native thread: possibly out of memory");
        UsageException said = ThreadShortage.of("some", "one more thread", threads);
        assertTrue(
                said.getMessage().startsWith("model 'some' could not start one more thread (unable"), said::toString);
        assertTrue(said.getMessage().contains("set a lower concurrency"), said::toString);
        OutOfMemoryError heap = new OutOfMemoryError("Java heap space");
        assertSame(heap, assertThrows(OutOfMemoryError.class, () -> ThreadShortage.of("some", "x", heap)));
    }

    @Test
    void onlyAWorkloadThatFansOutWithoutAnAsynchronousFormIsRefused() {
        assertEquals(Optional.empty(), Refusals.fanOut(new Asking(List.of(), false)));
        assertEquals(Optional.empty(), Refusals.fanOut(new Asking(List.of(FanOut.class), true)));
        String refused =
                Refusals.fanOut(new Asking(List.of(FanOut.class), false)).orElseThrow();
        assertTrue(refused.contains("'asking' fans out"), refused);
    }

    private record Asking(List<Class<?>> capabilities, boolean hasAsync) implements Workload<Integer, Integer> {
        @Override
        public String id() {
            return "asking";
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
}
