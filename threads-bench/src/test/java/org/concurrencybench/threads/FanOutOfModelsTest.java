package org.concurrencybench.threads;

import static org.concurrencybench.threads.Models.open;
import static org.concurrencybench.threads.Models.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.FanOut;
import org.concurrencybench.core.api.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What tasks that fan out may rely on under each model. */
@Timeout(120)
class FanOutOfModelsTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int TASKS = 50;
    private static final int PARTS = 16;

    static List<ConcurrencyModel> models() {
        return Models.all();
    }

    static List<ConcurrencyModel> concurrentModels() {
        return Models.concurrent();
    }

    /** How many parts are sure to run at once with two tasks in flight. */
    private static int partsAtOnce(ConcurrencyModel model) {
        return switch (model.id()) {
            case "sequential" -> 1;
            case "platform-pool", "fork-join" -> 2;
            default -> PARTS;
        };
    }

    /** Runs {@code tasks} tasks that do {@code action}, two at once; fails with what one of them threw. */
    private static void run(ConcurrencyModel model, int tasks, Probe.Action action) throws Exception {
        Probe probe = new Probe(true, action);
        try (Session<Integer, Integer> session = open(model, probe, settings(2, 2))) {
            Batch.submit(session, probe, tasks).await().digests();
        }
        assertTrue(probe.mostInFlight() <= 2, () -> probe.mostInFlight() + " tasks in flight while others waited");
    }

    private static void runOne(ConcurrencyModel model, Probe.Action action) throws Exception {
        run(model, 1, action);
    }

    @ParameterizedTest
    @MethodSource("models")
    void tasksThatAllWaitForPartsLeaveThePartsRoomToRun(ConcurrencyModel model) throws Exception {
        CyclicBarrier meeting = new CyclicBarrier(partsAtOnce(model));
        run(model, TASKS, (index, task) -> {
            List<Callable<Integer>> parts = new ArrayList<>();
            for (int part = 0; part < PARTS; part++) {
                int number = index * PARTS + part;
                parts.add(() -> {
                    meeting.await(60, TimeUnit.SECONDS);
                    return number;
                });
            }
            assertEquals(
                    IntStream.range(index * PARTS, (index + 1) * PARTS).boxed().toList(),
                    task.capability(FanOut.class).all(parts, LONG));
        });
    }

    @ParameterizedTest
    @MethodSource("concurrentModels")
    void theFirstFailureInterruptsTheOtherParts(ConcurrencyModel model) throws Exception {
        IOException planned = new IOException("as planned");
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        runOne(model, (index, task) -> {
            Callable<Integer> fails = () -> {
                running.await();
                throw planned;
            };
            List<Callable<Integer>> parts = List.of(fails, waiting(running, interrupted));
            FanOut fanOut = task.capability(FanOut.class);
            assertSame(planned, assertThrows(IOException.class, () -> fanOut.all(parts, LONG)));
            assertFalse(Thread.currentThread().isInterrupted(), "the task itself is not");
        });
        assertTrue(interrupted.await(60, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @MethodSource("concurrentModels")
    void theFirstSuccessInterruptsTheOtherParts(ConcurrencyModel model) throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        runOne(model, (index, task) -> {
            Callable<Integer> succeeds = () -> {
                running.await();
                return 7;
            };
            List<Callable<Integer>> parts = List.of(succeeds, waiting(running, interrupted));
            assertEquals(7, task.capability(FanOut.class).first(parts, LONG));
            assertFalse(Thread.currentThread().isInterrupted(), "the task itself is not");
        });
        assertTrue(interrupted.await(60, TimeUnit.SECONDS));
    }

    private static Callable<Integer> waiting(CountDownLatch running, CountDownLatch interrupted) {
        return () -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
                return 0;
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        };
    }

    @ParameterizedTest
    @MethodSource("models")
    void failuresBeforeTheFirstSuccessDoNotMatterUnlessAllFail(ConcurrencyModel model) throws Exception {
        IOException planned = new IOException("as planned");
        Callable<Integer> fails = () -> {
            throw planned;
        };
        Callable<Integer> succeeds = () -> 7;
        run(model, TASKS, (index, task) -> {
            FanOut fanOut = task.capability(FanOut.class);
            assertEquals(7, fanOut.first(List.of(fails, fails, succeeds), LONG));
            List<Callable<Integer>> allFail = Collections.nCopies(PARTS, fails);
            assertSame(planned, assertThrows(IOException.class, () -> fanOut.first(allFail, LONG)));
            assertThrows(IllegalArgumentException.class, () -> fanOut.first(List.<Callable<Integer>>of(), LONG));
            assertEquals(List.of(), fanOut.all(List.<Callable<Integer>>of(), LONG));
        });
    }

    @ParameterizedTest
    @MethodSource("concurrentModels")
    void partsThatDoNotEndInTimeAreInterrupted(ConcurrencyModel model) throws Exception {
        AtomicInteger started = new AtomicInteger();
        AtomicInteger interrupted = new AtomicInteger();
        Callable<Integer> part = () -> {
            started.incrementAndGet();
            try {
                new CountDownLatch(1).await();
                return 0;
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            }
        };
        runOne(model, (index, task) -> {
            FanOut fanOut = task.capability(FanOut.class);
            List<Callable<Integer>> parts = Collections.nCopies(2, part);
            Duration timeout = Duration.ofMillis(200);
            assertThrows(TimeoutException.class, () -> fanOut.all(parts, timeout));
            assertThrows(TimeoutException.class, () -> fanOut.first(parts, timeout));
            assertFalse(Thread.currentThread().isInterrupted(), "the task itself is not");
        });
        assertTrue(started.get() > 0, started::toString);
        assertEquals(started.get(), interrupted.get());
    }

    @ParameterizedTest
    @MethodSource("models")
    void aPartThatFansOutAgainIsRefused(ConcurrencyModel model) throws Exception {
        run(model, 4, (index, task) -> {
            FanOut fanOut = task.capability(FanOut.class);
            Callable<Integer> one = () -> 1;
            Callable<Integer> nested = () -> fanOut.all(List.of(one), LONG).size();
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> fanOut.all(List.of(nested), LONG));
            assertTrue(refused.getMessage().contains("cannot fan out again"), refused.getMessage());
            assertTrue(refused.getMessage().contains(model.id()), refused.getMessage());
            assertEquals(List.of(1), fanOut.all(List.of(one), LONG), "the task itself may do so again");
        });
    }

    @ParameterizedTest
    @MethodSource("concurrentModels")
    void closingTheSessionCancelsPartsAndLeavesNoThread(ConcurrencyModel model) throws Exception {
        int tasks = 2;
        CountDownLatch begun = new CountDownLatch(tasks);
        CountDownLatch running = new CountDownLatch(tasks);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Probe probe = new Probe(true, (index, task) -> {
            begun.countDown();
            begun.await(); // else a worker that stole a part would never take the second task
            Callable<Integer> part = () -> {
                threads.add(Thread.currentThread());
                running.countDown();
                new CountDownLatch(1).await();
                return 0;
            };
            task.capability(FanOut.class).all(Collections.nCopies(PARTS, part), LONG);
        });
        List<Batch<Integer, Integer>> submitted = Collections.synchronizedList(new ArrayList<>());
        Thread driver = Thread.ofPlatform().start(() -> {
            try (Session<Integer, Integer> session = open(model, probe, settings(2, tasks))) {
                submitted.add(Batch.submit(session, probe, tasks));
                running.await();
            } catch (InterruptedException e) {
                // as planned
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        begun.await();
        running.await();
        driver.interrupt(); // one that joins its tasks would wait for them
        driver.join();
        Batch<Integer, Integer> batch = submitted.getFirst().await();
        for (int index = 0; index < tasks; index++) {
            Throwable failure = batch.failure(index);
            assertTrue(
                    failure instanceof InterruptedException
                            || failure instanceof RejectedExecutionException, // while it still submitted parts
                    () -> "failed with " + failure);
        }
        for (Thread thread : threads) {
            thread.join(10_000);
            assertFalse(thread.isAlive(), thread::toString);
        }
    }

    @Test
    void sequentialPartsRunInOrderOnTheThreadOfTheTaskUntilTheTimeIsOver() throws Exception {
        List<Integer> ran = new ArrayList<>();
        runOne(new Sequential(), (index, task) -> {
            Thread own = Thread.currentThread();
            List<Callable<Integer>> parts = new ArrayList<>();
            for (int part = 0; part < 3; part++) {
                int number = part;
                parts.add(() -> {
                    assertSame(own, Thread.currentThread());
                    ran.add(number);
                    Thread.sleep(number * 300L);
                    return number;
                });
            }
            FanOut fanOut = task.capability(FanOut.class);
            assertEquals(List.of(0, 1), fanOut.all(parts.subList(0, 2), LONG));
            assertThrows(TimeoutException.class, () -> fanOut.all(parts.subList(1, 3), Duration.ofMillis(20)));
        });
        assertEquals(List.of(0, 1, 1), ran, "no part starts after the time is over");
    }

    @Test
    void aPoolStartsItsThreadsForPartsWhenTheyAreFirstNeeded() throws Exception {
        Probe idle = new Probe(true, (index, task) -> {});
        try (Session<Integer, Integer> session = open(new PlatformPool(), idle, settings(2, 2))) {
            assertNull(Batch.submit(session, idle, 2).await().failure(0));
            assertEquals(
                    0,
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("platform-pool-part-"))
                            .count());
        }
    }
}
