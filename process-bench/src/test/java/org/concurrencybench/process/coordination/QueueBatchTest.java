package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.LockTest.process;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.Sharing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many items in one call are what they would be one by one. */
@Timeout(120)
class QueueBatchTest {
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

    private static List<String> texts(int from, int to) {
        List<String> items = new ArrayList<>();
        for (int i = from; i < to; i++) {
            items.add("item " + i);
        }
        return items;
    }

    @Test
    void listsPassInOrderThroughAQueueThatIsSmallerThanThey() throws Exception {
        ProcessQueue<String> in = coordinator.newQueue(String.class, 7);
        ProcessQueue<String> out = coordinator.newQueue(String.class, 20_000);
        try (var other = process(Sharing.EchoBatches.class, new Sharing.Queues(in, out))) {
            in.putAll(texts(0, 500));
            in.put("item 500");
            in.putAll(texts(501, 20_000));
            in.close();
            List<String> back = new ArrayList<>();
            while (back.size() < 20_000) {
                back.addAll(out.takeUpTo(300));
            }
            assertEquals(texts(0, 20_000), back);
            assertEquals(20_000L, get(other.result()));
            assertEquals(0, out.unfinished());
            assertEquals(0, in.unfinished());
        }
    }

    @Test
    void offerReturnsHowManyFoundRoom() throws Exception {
        ProcessQueue<String> queue = coordinator.newQueue(String.class, 3);
        assertEquals(3, queue.offerAll(texts(0, 5), Duration.ofMillis(10)));
        assertEquals(0, queue.offerAll(texts(5, 6), Duration.ofMillis(10)));
        assertEquals(0, queue.offerAll(List.of(), Duration.ofMillis(10)));
        assertEquals(texts(0, 2), queue.takeUpTo(2));
        assertEquals(texts(2, 3), queue.takeUpTo(2));
        assertEquals(List.of(), queue.pollUpTo(2, Duration.ofMillis(10)));
        assertTrue(queue.join(LONG));
    }

    @Test
    void itemThatCannotBeEncodedFailsTheWholeList() throws Exception {
        ProcessQueue<String> queue = coordinator.newQueue(String.class, 10);
        assertThrows(IOException.class, () -> queue.putAll(List.of("one", "\uD800")));
        assertEquals(0, queue.size());
    }

    /** Cannot be made of its bytes if it is negative and {@code refused} is set. */
    record Picky(int number) {
        static volatile boolean refused;

        Picky {
            if (refused && number < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    @Test
    void itemThatCannotBeDecodedFailsItsOwnTakeOnly() throws Exception {
        ProcessQueue<Picky> queue = coordinator.newQueue(Picky.class, 10);
        queue.putAll(List.of(new Picky(1), new Picky(2), new Picky(-3), new Picky(4), new Picky(5)));
        Picky.refused = true;
        try {
            assertEquals(List.of(new Picky(1), new Picky(2)), queue.takeUpTo(10));
            assertEquals(3, queue.size());
            assertThrows(IOException.class, () -> queue.takeUpTo(10));
            assertEquals(List.of(new Picky(4), new Picky(5)), queue.takeUpTo(10));
            assertTrue(queue.join(LONG));
        } finally {
            Picky.refused = false;
        }
    }

    @Test
    void closingTellsHowManyWerePut() throws Exception {
        ProcessQueue<String> queue = coordinator.newQueue(String.class, 2);
        AtomicReference<Throwable> seen = new AtomicReference<>();
        Thread putter = Thread.ofPlatform().start(() -> {
            try {
                queue.putAll(texts(0, 5));
            } catch (Throwable e) {
                seen.set(e);
            }
        });
        Processes.await(LONG, "the queue is full", () -> size(queue) == 2);
        queue.close();
        putter.join();
        assertEquals(QueueClosedException.class, seen.get().getClass());
        assertTrue(seen.get().getMessage().contains("2 of 5"), seen.get().getMessage());
        assertEquals(texts(0, 2), queue.takeUpTo(5));
        assertThrows(QueueClosedException.class, () -> queue.putAll(texts(0, 1)));
        assertThrows(QueueClosedException.class, () -> queue.takeUpTo(1));
    }

    private static int size(ProcessQueue<?> queue) {
        try {
            return queue.size();
        } catch (OwnerGoneException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void interruptTellsHowManyWerePut() throws Exception {
        ProcessQueue<String> queue = coordinator.newQueue(String.class, 2);
        CompletableFuture<Integer> put = new CompletableFuture<>();
        Thread putter = Thread.ofPlatform().start(() -> {
            try {
                put.complete(queue.offerAll(texts(0, 5), LONG));
            } catch (Throwable e) {
                put.completeExceptionally(e);
            }
        });
        Processes.await(LONG, "the queue is full", () -> size(queue) == 2);
        putter.interrupt();
        assertEquals(2, put.get(60, TimeUnit.SECONDS));
        assertEquals(texts(0, 2), queue.takeUpTo(5));
    }

    @Test
    void waitingTakersShareAListAndNoneIsLost() throws Exception {
        ProcessQueue<String> queue = coordinator.newQueue(String.class, 3);
        List<CompletableFuture<List<String>>> takers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            takers.add(CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return queue.takeUpTo(4);
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                    },
                    task -> Thread.ofPlatform().start(task)));
        }
        queue.putAll(texts(0, 8));
        List<String> all = new ArrayList<>();
        for (CompletableFuture<List<String>> taker : takers) {
            all.addAll(taker.get(60, TimeUnit.SECONDS));
        }
        while (all.size() < 8) {
            all.addAll(queue.takeUpTo(8));
        }
        assertEquals(texts(0, 8), all.stream().sorted().toList());
    }
}
