package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.LockTest.process;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.Sharers;
import org.concurrencybench.process.fixtures.Sharing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for the first of several things. */
@Timeout(120)
class WaitSetTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void firstOfQueuesPipesAndProcessesIsReturned() throws Exception {
        try (Coordinator coordinator = Coordinator.start();
                WaitSet<String, String> first = new WaitSet<>()) {
            ProcessQueue<String> orders = coordinator.newQueue(String.class, 10);
            ProcessPipe<String> pipe = coordinator.newPipe(String.class);
            ProcessEvent held = coordinator.newEvent();
            try (var worker = process(Sharing.HoldForEver.class, new Sharing.Holding(coordinator.newLock(), held));
                    var sender = process(Sharers.PutAgainAndAgain.class, new Sharers.Delay(orders, "order ", 2))) {
                first.add("orders", orders::take);
                first.add("pipe", () -> pipe.first().receive());
                first.addOnce(
                        "worker", () -> String.valueOf(worker.onExit().get().code()));
                assertEquals(3, first.sources());
                assertEquals(
                        new WaitSet.Ready<>("orders", "order 0", null),
                        first.await().orElseThrow());
                assertEquals("order 1", first.await(LONG).orElseThrow().get());
                sender.join();
                assertEquals(Optional.empty(), first.await(Duration.ofMillis(20)));
                pipe.second().send("message");
                assertEquals(
                        new WaitSet.Ready<>("pipe", "message", null),
                        first.await().orElseThrow());
                assertTrue(held.await(LONG));
                worker.kill();
                assertEquals("worker", first.await().orElseThrow().key());
                orders.close();
                var closed = first.await().orElseThrow();
                assertEquals("orders", closed.key());
                assertInstanceOf(QueueClosedException.class, closed.failure());
                assertThrows(QueueClosedException.class, closed::get);
                pipe.second().close();
                assertInstanceOf(
                        PipeClosedException.class, first.await().orElseThrow().failure());
                assertEquals(Optional.empty(), first.await(), "no source is left");
                assertEquals(0, first.sources());
            }
        }
    }

    @Test
    void eachItemIsReturnedOnceAlsoWhenTheSetIsClosed() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            Map<String, ProcessQueue<String>> queues = new HashMap<>();
            WaitSet<String, String> first = new WaitSet<>();
            for (String name : List.of("a", "b", "c")) {
                ProcessQueue<String> queue = coordinator.newQueue(String.class, 100);
                queues.put(name, queue);
                for (int i = 0; i < 50; i++) {
                    queue.put(name + i);
                }
                first.add(name, queue::take);
            }
            Map<String, List<String>> seen = new HashMap<>();
            for (int i = 0; i < 75; i++) {
                var ready = first.await().orElseThrow();
                seen.computeIfAbsent(ready.key(), key -> new ArrayList<>()).add(ready.get());
            }
            assertThrows(IllegalStateException.class, first::drain);
            first.close();
            first.close();
            List<WaitSet.Ready<String, String>> ahead = first.drain();
            assertTrue(ahead.size() <= 3, "at most one of each source: " + ahead);
            for (WaitSet.Ready<String, String> ready : ahead) {
                seen.get(ready.key()).add(ready.get());
            }
            for (String name : queues.keySet()) {
                List<String> all = seen.get(name);
                Optional<String> left;
                while ((left = queues.get(name).poll()).isPresent()) {
                    all.add(left.get());
                }
                assertEquals(50, all.size());
                for (int i = 0; i < 50; i++) {
                    assertEquals(name + i, all.get(i));
                }
            }
            assertEquals(List.of(), first.drain());
        }
    }

    @Test
    void sourceHasAtMostOneValueAhead() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (WaitSet<String, Integer> first = new WaitSet<>()) {
            first.add("numbers", calls::incrementAndGet);
            assertEquals(1, first.await().orElseThrow().get());
            assertEquals(2, first.await().orElseThrow().get());
            Processes.await(LONG, "the next one is ahead", () -> calls.get() == 3);
            Thread.sleep(20);
            assertEquals(3, calls.get());
        }
    }

    @Test
    void closingEndsThoseWhoWait() throws Exception {
        WaitSet<String, String> first = new WaitSet<>();
        first.add("never", () -> {
            new java.util.concurrent.CountDownLatch(1).await();
            return "";
        });
        CompletableFuture<Throwable> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return new AssertionError("got " + first.await());
            } catch (Exception e) {
                return e;
            }
        });
        first.close();
        assertInstanceOf(CancellationException.class, waiting.get(60, TimeUnit.SECONDS));
        assertEquals(List.of(), first.drain());
        assertThrows(IllegalStateException.class, () -> first.add("late", () -> ""));
        assertFalse(first.sources() > 0);
    }
}
