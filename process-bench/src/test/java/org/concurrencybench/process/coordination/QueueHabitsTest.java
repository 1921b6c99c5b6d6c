package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.LockTest.process;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.process.fixtures.Habits;
import org.concurrencybench.process.fixtures.Processes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Python's tests of queues ask for, as far as no other test shows it. */
@Timeout(120)
class QueueHabitsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private Coordinator coordinator;

    @BeforeEach
    void start() throws Exception {
        coordinator = Coordinator.start();
    }

    @AfterEach
    void end() throws Exception {
        coordinator.close();
    }

    @Test
    void sizeIsExactAndEmptyIsZero() throws Exception {
        ProcessQueue<Integer> queue = coordinator.newQueue(Integer.class, 10);
        assertEquals(0, queue.size());
        for (int i = 1; i <= 10; i++) {
            queue.put(i);
            assertEquals(i, queue.size());
        }
        assertFalse(queue.offer(11));
        for (int i = 1; i <= 10; i++) {
            assertEquals(i, queue.take());
            assertEquals(10 - i, queue.size());
        }
        assertEquals(Optional.empty(), queue.poll());
    }

    @Test
    void timeoutsAreWaitedOut() throws Exception {
        ProcessQueue<Integer> queue = coordinator.newQueue(Integer.class, 1);
        long begin = System.nanoTime();
        assertEquals(Optional.empty(), queue.poll(Duration.ofMillis(200)));
        assertTrue(System.nanoTime() - begin >= 200_000_000, "it waited as long as it was told to");
        queue.put(1);
        begin = System.nanoTime();
        assertFalse(queue.offer(2, Duration.ofMillis(200)));
        assertTrue(System.nanoTime() - begin >= 200_000_000, "it waited as long as it was told to");
        assertFalse(queue.offer(2, Duration.ofMillis(-1)), "a negative timeout is none");
    }

    /** No codec can know what that may be. */
    record Anything(Object value) {}

    @Test
    void itemThatCannotBeEncodedFailsItsPutAndNothingElse() throws Exception {
        ProcessQueue<String> queue = coordinator.newQueue(String.class, 10);
        String half = "half a pair: " + Character.MIN_HIGH_SURROGATE;
        queue.put("one");
        assertThrows(IOException.class, () -> queue.put(half));
        assertThrows(IOException.class, () -> queue.offer(half));
        queue.put("two");
        assertEquals(2, queue.size());
        assertEquals("one", queue.take());
        assertEquals("two", queue.take());
        var refused = assertThrows(IllegalArgumentException.class, () -> coordinator.newQueue(Anything.class, 1));
        assertTrue(refused.getMessage().contains("no codec is known for java.lang.Object"), refused.getMessage());
    }

    @Test
    void closedQueueRefusesPutsAndGivesWhatIsLeft() throws Exception {
        ProcessQueue<String> queue = coordinator.newQueue(String.class, 10);
        queue.put("one");
        queue.put("two");
        queue.close();
        assertTrue(queue.isClosed());
        assertThrows(QueueClosedException.class, () -> queue.put("three"));
        assertThrows(QueueClosedException.class, () -> queue.offer("three"));
        assertThrows(QueueClosedException.class, () -> queue.offer("three", LONG));
        assertEquals("one", queue.take());
        assertEquals(Optional.of("two"), queue.poll());
        assertThrows(QueueClosedException.class, queue::take);
        assertThrows(QueueClosedException.class, queue::poll);
        assertThrows(QueueClosedException.class, () -> queue.poll(LONG));
        assertEquals(0, queue.size());
        queue.close();
    }

    @Test
    void closingWakesAllWhoWaitAndDiscardsOnRequest() throws Exception {
        ProcessQueue<String> empty = coordinator.newQueue(String.class, 1);
        ProcessQueue<String> full = coordinator.newQueue(String.class, 1);
        full.put("left");
        List<CompletableFuture<Throwable>> waiting = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            waiting.add(CompletableFuture.supplyAsync(() -> failure(empty, false)));
            waiting.add(CompletableFuture.supplyAsync(() -> failure(full, true)));
        }
        empty.close();
        full.closeNow();
        for (CompletableFuture<Throwable> one : waiting) {
            assertEquals(
                    QueueClosedException.class, one.get(60, TimeUnit.SECONDS).getClass());
        }
        assertThrows(QueueClosedException.class, full::take, "what was left is discarded");
    }

    private static Throwable failure(ProcessQueue<String> queue, boolean puts) {
        try {
            if (puts) {
                queue.put("more");
                return new AssertionError("put");
            }
            return new AssertionError("took " + queue.take());
        } catch (Exception e) {
            return e;
        }
    }

    @Test
    void joinWaitsUntilAllThatWasTakenForWorkIsDone() throws Exception {
        ProcessQueue<String> queue = coordinator.newQueue(String.class, 10);
        assertTrue(queue.join(LONG), "an empty queue is done");
        queue.put("one");
        queue.put("two");
        assertFalse(queue.join(Duration.ofMillis(10)));
        ProcessQueue.Work<String> one = queue.takeForWork();
        ProcessQueue.Work<String> two = queue.takeForWork();
        assertEquals("one two", one.item() + " " + two.item());
        assertEquals(2, queue.unfinished());
        CompletableFuture<Boolean> joined = CompletableFuture.supplyAsync(() -> {
            try {
                return queue.join(LONG);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        one.close();
        one.close();
        assertFalse(queue.join(Duration.ofMillis(10)), "saying it twice is not two");
        two.close();
        assertTrue(joined.get(60, TimeUnit.SECONDS));
        assertEquals(0, queue.unfinished());
    }

    /** Python's feeder thread keeps such a process from ending until somebody takes its items. */
    @Test
    void processEndsThoughNobodyTakesWhatItHasPut() throws Exception {
        ProcessQueue<String> queue = coordinator.newQueue(String.class, 10);
        String large = "x".repeat(1_000_000);
        try (var other = process(Habits.Fill.class, new Habits.Filling(queue, large, 3))) {
            other.join();
            assertEquals(3, get(other.result()));
        }
        assertEquals(3, queue.size());
        assertEquals(large, queue.take());
    }

    @Test
    void killedReaderTakesNothingAlong() throws Exception {
        ProcessQueue<String> queue = coordinator.newQueue(String.class, 10);
        ProcessEvent reads = coordinator.newEvent();
        try (var reader = process(Habits.Read.class, new Habits.Reading(queue, reads))) {
            assertTrue(reads.await(LONG));
            Thread.sleep(20); // so that it waits by now, most likely; the claim holds at any moment
            reader.kill();
            Processes.await(LONG, "its end is seen", () -> coordinator.connectedProcesses() == 0);
        }
        queue.put("for the next one");
        try (var next = process(Habits.Read.class, new Habits.Reading(queue, reads))) {
            assertEquals("for the next one", get(next.result()));
        }
    }

    @Test
    void queueTravelsThroughAQueue() throws Exception {
        @SuppressWarnings("unchecked")
        Class<ProcessQueue<String>> type = (Class<ProcessQueue<String>>) (Class<?>) ProcessQueue.class;
        ProcessQueue<ProcessQueue<String>> queues = coordinator.newQueue(type, 2);
        ProcessQueue<String> inner = coordinator.newQueue(String.class, 1);
        queues.put(inner);
        try (var other = process(Habits.Nested.class, queues)) {
            assertTrue(get(other.result()));
            assertEquals("from within", inner.take());
        }
    }

    @Test
    void queuesWorkWhileAClassIsInitializedAndWithoutStandardInput() throws Exception {
        ProcessQueue<String> queue = coordinator.newQueue(String.class, 2);
        queue.put("one");
        queue.put("two");
        try (var other = process(Habits.OddPlaces.class, queue)) {
            assertEquals("one and two", get(other.result()));
        }
    }
}
