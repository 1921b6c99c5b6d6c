package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.LockTest.process;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.Sharing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Semaphores, events, barriers, queues and numbers among processes. */
@Timeout(120)
class SharedObjectsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void semaphoresPassBackAndForth(Transport transport) throws Exception {
        try (Coordinator coordinator = Coordinator.start(transport)) {
            ProcessSemaphore ping = coordinator.newSemaphore(0);
            ProcessSemaphore pong = coordinator.newSemaphore(0);
            try (var other = process(Sharing.AnswerSemaphores.class, new Sharing.Answering(ping, pong, 300))) {
                for (int i = 0; i < 300; i++) {
                    ping.release();
                    pong.acquire();
                }
                assertEquals(300L, get(other.result()));
            }
            assertEquals(0, ping.availablePermits());
            assertEquals(0, pong.availablePermits());
        }
    }

    @Test
    void permitsOfAKilledProcessComeBack() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessSemaphore semaphore = coordinator.newSemaphore(3, 3);
            ProcessEvent taken = coordinator.newEvent();
            try (var other = process(Sharing.KeepPermits.class, new Sharing.Permits(semaphore, 3, taken))) {
                assertTrue(taken.await(LONG));
                assertEquals(0, semaphore.availablePermits());
                assertFalse(semaphore.tryAcquire());
                assertFalse(semaphore.tryAcquire(Duration.ofMillis(10)));
                other.kill();
                assertTrue(semaphore.tryAcquire(2, LONG));
                assertEquals(1, semaphore.availablePermits());
            }
            semaphore.release(2);
            var tooMany = assertThrows(IllegalStateException.class, semaphore::release);
            assertTrue(tooMany.getMessage().contains("limit of 3"), tooMany.getMessage());
        }
    }

    @Test
    void eventWakesAllThatWaitAndStaysSet() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessEvent event = coordinator.newEvent();
            assertFalse(event.await(Duration.ofMillis(10)));
            List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiting.add(CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return event.await(LONG);
                            } catch (InterruptedException | OwnerGoneException e) {
                                throw new AssertionError(e);
                            }
                        },
                        task -> Thread.ofPlatform().start(task)));
            }
            event.set();
            for (CompletableFuture<Boolean> one : waiting) {
                assertTrue(one.get(60, TimeUnit.SECONDS));
            }
            assertTrue(event.isSet());
            event.await();
            event.clear();
            assertFalse(event.isSet());
            assertFalse(event.await(Duration.ofMillis(1)));
        }
    }

    @Test
    void barrierIsPassedAgainAndAgain() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessBarrier barrier = coordinator.newBarrier(2);
            try (var other = process(Sharing.Pass.class, new Sharing.Passing(barrier, 100, false))) {
                long sum = 0;
                for (int i = 0; i < 100; i++) {
                    sum += barrier.await();
                }
                assertEquals(100, sum + get(other.result()), "in each round one was first (1) and one last (0)");
            }
        }
    }

    @Test
    void deathOfAPartyBreaksTheBarrierAndNamesIt() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessBarrier barrier = coordinator.newBarrier(2);
            try (var other = process(Sharing.Pass.class, new Sharing.Passing(barrier, 1, true))) {
                barrier.await();
                CompletableFuture<Throwable> second = CompletableFuture.supplyAsync(() -> {
                    try {
                        return new AssertionError("passed as " + barrier.await());
                    } catch (Exception e) {
                        return e;
                    }
                });
                Processes.await(LONG, "one waits", () -> waiting(barrier) == 1);
                other.kill();
                Throwable seen = second.get(60, TimeUnit.SECONDS);
                assertEquals(BrokenProcessBarrierException.class, seen.getClass(), seen::toString);
                assertEquals("the barrier is broken: process " + other.pid() + " has ended", seen.getMessage());
                assertTrue(barrier.isBroken());
                barrier.reset();
                assertFalse(barrier.isBroken());
            }
        }
    }

    private static int waiting(ProcessBarrier barrier) {
        try {
            return barrier.waiting();
        } catch (OwnerGoneException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void lastPartyRunsTheActionBeforeAnyGoesOn() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessBarrier barrier = coordinator.newBarrier(2);
            SharedLong acted = coordinator.newLong(0);
            Runnable action = () -> {
                try {
                    acted.incrementAndGet();
                } catch (OwnerGoneException e) {
                    throw new AssertionError(e);
                }
            };
            CompletableFuture<Long> other = CompletableFuture.supplyAsync(() -> {
                try {
                    barrier.await(action);
                    return acted.get();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            barrier.await(action);
            assertEquals(1, acted.get());
            assertEquals(1, other.get(60, TimeUnit.SECONDS));
            CompletableFuture<Throwable> failed = CompletableFuture.supplyAsync(() -> {
                try {
                    return new AssertionError("passed as " + barrier.await());
                } catch (Exception e) {
                    return e;
                }
            });
            Processes.await(LONG, "one waits", () -> waiting(barrier) == 1);
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> barrier.await(() -> {
                        throw new UnsupportedOperationException("no");
                    }));
            assertEquals(
                    BrokenProcessBarrierException.class,
                    failed.get(60, TimeUnit.SECONDS).getClass());
        }
    }

    @Test
    void timeoutAtABarrierBreaksItForTheOthers() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessBarrier barrier = coordinator.newBarrier(3);
            assertThrows(TimeoutException.class, () -> barrier.await(Duration.ofMillis(10)));
            assertThrows(BrokenProcessBarrierException.class, barrier::await);
        }
    }

    @Test
    void queueBringsEachItemOnceInOrder() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessQueue<String> in = coordinator.newQueue(String.class, 5);
            ProcessQueue<String> out = coordinator.newQueue(String.class, 5);
            try (var other = process(Sharing.EchoQueue.class, new Sharing.Queues(in, out))) {
                List<String> back = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    in.put("item " + i);
                    if (i >= 3) {
                        back.add(out.take());
                    }
                }
                in.close();
                assertEquals(200L, get(other.result()));
                Optional<String> next;
                while ((next = out.poll()).isPresent()) {
                    back.add(next.get());
                }
                assertEquals(200, back.size());
                for (int i = 0; i < 200; i++) {
                    assertEquals("item " + i, back.get(i));
                }
                assertThrows(QueueClosedException.class, () -> in.put("late"));
            }
        }
    }

    @Test
    void fullQueueHoldsPuttersUpAndTimeoutsEnd() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessQueue<String> queue = coordinator.newQueue(String.class, 1);
            assertEquals(Optional.empty(), queue.poll(Duration.ofMillis(10)));
            assertTrue(queue.offer("one"));
            assertFalse(queue.offer("two"));
            assertFalse(queue.offer("two", Duration.ofMillis(10)));
            assertEquals(1, queue.size());
            CompletableFuture<Throwable> putter = CompletableFuture.supplyAsync(() -> {
                try {
                    queue.put("three");
                    return new AssertionError("put");
                } catch (Exception e) {
                    return e;
                }
            });
            assertFalse(queue.join(Duration.ofMillis(20)));
            queue.closeNow();
            assertEquals(
                    QueueClosedException.class, putter.get(60, TimeUnit.SECONDS).getClass());
            assertThrows(QueueClosedException.class, queue::take);
            assertTrue(queue.join(LONG));
        }
    }

    @ParameterizedTest
    @EnumSource(TakerDeath.class)
    void itemsOfAKilledTakerAreReportedOrComeBack(TakerDeath takerDeath) throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessQueue<String> in = coordinator.newQueue(String.class, 10, takerDeath);
            ProcessQueue<String> begun = coordinator.newQueue(String.class, 10);
            in.put("done");
            in.put("hang");
            in.put("left");
            try (var other = process(Sharing.WorkForEver.class, new Sharing.Queues(in, begun))) {
                assertEquals("done", begun.take());
                assertEquals("hang", begun.take());
                assertFalse(in.join(Duration.ofMillis(20)));
                other.kill();
                Processes.await(LONG, "its end is seen", () -> coordinator.connectedProcesses() == 0);
                if (takerDeath == TakerDeath.REPORT) {
                    assertEquals(
                            new ProcessQueue.LostItem<>(other.pid(), "hang"),
                            in.pollLost().orElseThrow());
                } else {
                    assertEquals("hang", in.take());
                }
                assertEquals(Optional.empty(), in.pollLost());
                assertEquals("left", in.take());
                assertTrue(in.join(LONG));
            }
        }
    }

    @Test
    void mapsAndMemoryAreSharedAndNoUpdateIsLost() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            SharedMap<String, Long> map = coordinator.newMap(String.class, Long.class);
            SharedMemory memory = coordinator.newMemory(100_000);
            try (var other = process(Sharing.Remember.class, new Sharing.Memories(map, memory, 500))) {
                for (int i = 0; i < 500; i++) {
                    map.merge("count", 1L, Long::sum);
                }
                assertTrue(get(other.result()) >= 500);
            }
            assertEquals(Optional.of(1000L), map.get("count"));
            assertEquals(500, memory.buffer().getLong(8));
            assertEquals(100_000, memory.buffer().remaining());
            assertEquals(0, memory.buffer().get(99_999));

            assertEquals(Optional.empty(), map.putIfAbsent("other", 5L));
            assertEquals(Optional.of(5L), map.putIfAbsent("other", 6L));
            assertEquals(Optional.of(5L), map.put("other", 7L));
            assertEquals(List.of("count", "other"), map.keyList());
            assertEquals(Optional.empty(), map.compute("other", (key, value) -> null), "null removes it");
            assertFalse(map.containsKey("other"));
            assertEquals(Optional.of(1000L), map.remove("count"));
            assertEquals(0, map.size());
            map.put("left", 1L);
            map.clear();
            assertEquals(List.of(), map.keyList());
        }
    }

    @Test
    void sharedMemoryOfAGoneOwnerIsNamed() throws Exception {
        SharedMemory memory;
        try (Coordinator coordinator = Coordinator.start()) {
            memory = coordinator.newMemory(10);
        }
        var gone = assertThrows(IOException.class, memory::buffer);
        assertTrue(gone.getMessage().contains("is gone"), gone.getMessage());
    }

    @Test
    void strangersAreTurnedAwayAndOthersAreServedMeanwhile() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessSemaphore ping = coordinator.newSemaphore(0);
            ProcessSemaphore pong = coordinator.newSemaphore(0);
            var address = UnixDomainSocketAddress.of(ping.handle().address());
            try (SocketChannel silent = SocketChannel.open(StandardProtocolFamily.UNIX);
                    SocketChannel wrong = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                silent.connect(address);
                wrong.connect(address);
                wrong.write(ByteBuffer.wrap(
                        "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n and enough bytes to be a hello, wrong ones"
                                .getBytes(StandardCharsets.US_ASCII)));
                try (var other = process(Sharing.AnswerSemaphores.class, new Sharing.Answering(ping, pong, 1))) {
                    ping.release();
                    pong.acquire();
                    assertEquals(1L, get(other.result()));
                }
                assertTrue(isClosed(wrong), "it was answered");
            }
        }
    }

    private static boolean isClosed(SocketChannel channel) {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            return true; // it had not read all that was sent
        }
    }

    @Test
    void handleOfAnotherOwnerOrAWrongSecretIsRefused() throws Exception {
        SharedHandle right;
        try (Coordinator coordinator = Coordinator.start()) {
            right = coordinator.newLock().handle();
            assertFalse(right.toString().contains(right.token()), right::toString);
        }
        assertThrows(OwnerGoneException.class, () -> new ProcessLock(right).lock());
        assertFalse(Files.exists(Path.of(right.address())));
    }
}
