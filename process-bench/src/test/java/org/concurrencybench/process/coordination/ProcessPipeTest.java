package org.concurrencybench.process.coordination;

import static org.concurrencybench.process.coordination.LockTest.process;
import static org.concurrencybench.process.pool.ProcessPoolTest.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.fixtures.Sharers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pipes between processes. */
@Timeout(120)
class ProcessPipeTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @ParameterizedTest
    @EnumSource(Transport.class)
    void messagesOfAllSizesCrossWhole(Transport transport) throws Exception {
        try (Coordinator coordinator = Coordinator.start(transport)) {
            ProcessPipe<byte[]> pipe = coordinator.newPipe(byte[].class);
            PipeEnd<byte[]> end = pipe.first();
            try (var other = process(Sharers.EchoPipe.class, pipe.second())) {
                int[] sizes = {0, 1, 4096, 70_000, 3_000_000};
                for (int size : sizes) {
                    byte[] message = new byte[size];
                    Arrays.fill(message, (byte) size);
                    end.send(message);
                    assertArrayEquals(message, end.receive());
                }
                assertEquals(Optional.empty(), end.poll());
                assertEquals(Optional.empty(), end.receive(Duration.ofMillis(10)));
                end.close();
                end.close();
                assertEquals(sizes.length, get(other.result()));
                var closed = assertThrows(PipeClosedException.class, end::receive);
                assertTrue(closed.getMessage().contains("this process has closed it"), closed.getMessage());
            }
        }
    }

    @Test
    void messagesOfSeveralThreadsStayWholeAndInTheirOrder() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessPipe<byte[]> pipe = coordinator.newPipe(byte[].class);
            PipeEnd<byte[]> end = pipe.first();
            int threads = 4;
            int each = 100;
            try (var other = process(Sharers.EchoPipe.class, pipe.second())) {
                List<CompletableFuture<Void>> senders = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    byte name = (byte) thread;
                    senders.add(CompletableFuture.runAsync(
                            () -> sendAll(end, name, each),
                            task -> Thread.ofPlatform().start(task)));
                }
                int[] next = new int[threads];
                for (int i = 0; i < threads * each; i++) {
                    byte[] message = end.receive();
                    int sender = message[0];
                    assertEquals(10 + 97 * next[sender], message.length, "the next one of sender " + sender);
                    next[sender]++;
                    assertTrue(IntStream.range(0, message.length).allMatch(at -> message[at] == sender));
                }
                for (CompletableFuture<Void> sender : senders) {
                    sender.get(60, TimeUnit.SECONDS);
                }
                end.close();
                assertEquals(threads * each, get(other.result()));
            }
        }
    }

    private static void sendAll(PipeEnd<byte[]> end, byte name, int count) {
        try {
            for (int i = 0; i < count; i++) {
                byte[] message = new byte[10 + 97 * i];
                Arrays.fill(message, name);
                end.send(message);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void endBelongsToTheProcessThatUsesItFirst() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessPipe<String> pipe = coordinator.newPipe(String.class);
            pipe.first().open();
            pipe.first().open();
            try (var intruder = process(Sharers.IntrudeIntoPipe.class, pipe.first())) {
                String reason = get(intruder.result());
                assertTrue(
                        reason.contains(
                                "belongs to process " + ProcessHandle.current().pid()),
                        reason);
            }
            CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> {
                try {
                    return pipe.first().receive();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            pipe.second().send("the intruder has changed nothing");
            assertEquals("the intruder has changed nothing", received.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void whatWasSentIsReceivedAfterItsSenderHasEnded() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessPipe<String> pipe = coordinator.newPipe(String.class);
            long pid;
            try (var sender = process(Sharers.SendAndEnd.class, pipe.second())) {
                pid = sender.pid();
                assertEquals(3L, get(sender.result()));
                sender.join();
            }
            for (int i = 0; i < 3; i++) {
                assertEquals("message " + i, pipe.first().receive());
            }
            var ended =
                    assertThrows(PipeClosedException.class, () -> pipe.first().receive());
            assertEquals("the other end of the pipe is closed: process " + pid + " has ended", ended.getMessage());
            assertThrows(PipeClosedException.class, () -> pipe.first().send("too late"));
        }
    }

    @Test
    void deathOfTheOtherEndEndsTheWait() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessPipe<String> pipe = coordinator.newPipe(String.class);
            pipe.first().send("before it is open");
            try (var other = process(Sharers.AnswerAndHang.class, pipe.second())) {
                assertEquals("got before it is open", pipe.first().receive());
                CompletableFuture<Throwable> waiting = CompletableFuture.supplyAsync(() -> {
                    try {
                        return new AssertionError("received " + pipe.first().receive());
                    } catch (Exception e) {
                        return e;
                    }
                });
                other.kill();
                assertEquals(
                        PipeClosedException.class,
                        waiting.get(60, TimeUnit.SECONDS).getClass());
            }
        }
    }

    @Test
    void fullPipeHoldsSendersUp() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessPipe<String> pipe = coordinator.newPipe(String.class);
            int sent = 0;
            while (pipe.first().send("message " + sent, Duration.ofMillis(20))) {
                sent++;
                assertTrue(sent < 10_000, "nothing held it up");
            }
            assertEquals("message 0", pipe.second().receive());
            assertTrue(pipe.first().send("fits again", LONG));
            CompletableFuture<Throwable> sender = CompletableFuture.supplyAsync(() -> {
                try {
                    pipe.first().send("does not fit");
                    return new AssertionError("sent");
                } catch (Exception e) {
                    return e;
                }
            });
            pipe.second().close();
            assertEquals(
                    PipeClosedException.class, sender.get(60, TimeUnit.SECONDS).getClass());
        }
    }

    @Test
    void endsTravelThroughQueues() throws Exception {
        try (Coordinator coordinator = Coordinator.start()) {
            ProcessPipe<String> pipe = coordinator.newPipe(String.class);
            @SuppressWarnings("unchecked") // a class has no type arguments
            Class<PipeEnd<String>> type = (Class<PipeEnd<String>>) (Class<?>) PipeEnd.class;
            ProcessQueue<PipeEnd<String>> ends = coordinator.newQueue(type, 2);
            ends.put(pipe.second());
            pipe.first().send("there and back");
            try (var other = process(Sharers.EchoOnceFromQueue.class, ends)) {
                assertEquals("there and back", pipe.first().receive(LONG).orElseThrow());
                assertEquals(1L, get(other.result()));
            }
        }
    }

    @Test
    void closedCoordinatorEndsTheWait() throws Exception {
        Coordinator coordinator = Coordinator.start();
        ProcessPipe<String> pipe = coordinator.newPipe(String.class);
        CompletableFuture<Throwable> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return new AssertionError("received " + pipe.first().receive());
            } catch (Exception e) {
                return e;
            }
        });
        assertFalse(waiting.isDone());
        coordinator.close();
        assertEquals(OwnerGoneException.class, waiting.get(60, TimeUnit.SECONDS).getClass());
    }
}
