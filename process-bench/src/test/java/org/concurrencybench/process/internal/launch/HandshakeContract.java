package org.concurrencybench.process.internal.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.internal.transport.Endpoint;
import org.concurrencybench.process.internal.transport.Handshake;
import org.concurrencybench.process.internal.transport.Hello;
import org.concurrencybench.process.internal.transport.TransportProvider;
import org.concurrencybench.process.internal.transport.Transports;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.concurrencybench.process.pool.ProcessPoolTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is taken for the worker. The worker of these tests is a process that only sleeps; the test speaks for it. */
@Timeout(60)
abstract class HandshakeContract {
    private static final byte[] TOKEN = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] OTHER_TOKEN = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.US_ASCII);

    private final Transport kind;
    private final TransportProvider transport;
    private RunDirectory directory;
    private Process process;
    private WorkerJvm worker;
    private TransportProvider.Rendezvous rendezvous;
    private Handshake handshake;
    private CompletableFuture<SocketChannel> accepted;

    HandshakeContract(Transport kind) {
        this.kind = kind;
        this.transport = Transports.of(kind);
    }

    RunDirectory directory() {
        return directory;
    }

    TransportProvider.Rendezvous rendezvous() {
        return rendezvous;
    }

    @BeforeEach
    void meet() throws Exception {
        directory = RunDirectory.create();
        process = new ProcessBuilder("sleep", "1000").start();
        worker = new WorkerJvm(process, directory, "no mark");
        rendezvous = transport.meet(directory.path(), "w");
        handshake = new Handshake(rendezvous, TOKEN);
    }

    @AfterEach
    void leave() throws Exception {
        worker.kill();
        worker.end();
        handshake.close();
        directory.close();
    }

    private void await(long millis) {
        accepted = CompletableFuture.supplyAsync(() -> {
            try {
                return handshake.await(worker.pid(), worker::isAlive, System.nanoTime() + millis * 1_000_000);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private SocketChannel say(ByteBuffer bytes) throws Exception {
        SocketChannel peer = Endpoint.connect(rendezvous.address());
        peer.write(bytes);
        return peer;
    }

    private static ByteBuffer hello(FrameType type, byte[] token, long pid) {
        ByteBuffer payload =
                ByteBuffer.allocate(Hello.BYTES).put(token).putLong(pid).flip();
        ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER_BYTES + Hello.BYTES);
        Frame.putHeader(frame, type, 0, 0, 0, 0, payload);
        return frame.put(payload).flip();
    }

    private static void assertTurnedAway(SocketChannel peer) throws Exception {
        int read;
        try {
            read = peer.read(ByteBuffer.allocate(1));
        } catch (IOException reset) {
            read = -1;
        }
        assertEquals(-1, read, "the peer's connection is closed");
        peer.close();
    }

    @Test
    void onlyThePeerWithTokenAndPidIsTaken() throws Exception {
        await(50_000);
        byte[] wrong = TOKEN.clone();
        wrong[31] ^= 1;
        SocketChannel silent = say(ByteBuffer.allocate(0));
        SocketChannel half = say(hello(FrameType.HELLO, TOKEN, worker.pid()).limit(50));
        assertTurnedAway(say(hello(FrameType.HELLO, wrong, worker.pid())));
        assertTurnedAway(
                say(hello(FrameType.HELLO, TOKEN, ProcessHandle.current().pid())));
        assertTurnedAway(say(hello(FrameType.READY, TOKEN, worker.pid())));
        assertTurnedAway(say(ByteBuffer.wrap(
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(5).getBytes(StandardCharsets.US_ASCII))));
        assertTurnedAway(say(ByteBuffer.allocate(76)));
        assertTurnedAway(say(oversized()));
        say(hello(FrameType.HELLO, TOKEN, worker.pid()).limit(50)).close();
        assertFalse(accepted.isDone());
        SocketChannel right = say(hello(FrameType.HELLO, TOKEN, worker.pid()));
        SocketChannel channel = accepted.get(50, TimeUnit.SECONDS);
        assertNotNull(channel);
        List<String> refusals = handshake.refusals();
        assertTrue(refusals.contains("its token is wrong"), refusals.toString());
        assertTrue(refusals.stream().anyMatch(reason -> reason.contains("but the worker is " + worker.pid())));
        SocketChannel replay = say(hello(FrameType.HELLO, TOKEN, worker.pid()));
        handshake.close();
        assertTurnedAway(replay);
        assertTurnedAway(silent);
        assertTurnedAway(half);
        channel.configureBlocking(true);
        channel.write(ByteBuffer.wrap(new byte[] {7}));
        ByteBuffer answer = ByteBuffer.allocate(1);
        assertEquals(1, right.read(answer), "the connection of the right one stays");
        right.close();
        channel.close();
        assertThrows(IOException.class, () -> Endpoint.connect(rendezvous.address()), "nobody can connect any more");
    }

    /** A whole header that announces more than any hello has. */
    private static ByteBuffer oversized() {
        ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER_BYTES + 1000);
        Frame.putHeader(frame, FrameType.HELLO, 0, 0, 0, 0, ByteBuffer.allocate(1000));
        return frame.put(new byte[1000]).flip();
    }

    @Test
    void helloOfAnotherWorkerIsTurnedAway() throws Exception {
        await(50_000);
        ByteBuffer earlier = hello(FrameType.HELLO, TOKEN, worker.pid());
        SocketChannel right = say(earlier.duplicate());
        accepted.get(50, TimeUnit.SECONDS).close();
        right.close();
        try (TransportProvider.Rendezvous next = transport.meet(directory.path(), "next");
                Handshake second = new Handshake(next, OTHER_TOKEN)) {
            CompletableFuture<SocketChannel> replayed = CompletableFuture.supplyAsync(() -> {
                try {
                    return second.await(worker.pid(), worker::isAlive, System.nanoTime() + 50_000_000_000L);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            SocketChannel replay = Endpoint.connect(next.address());
            replay.write(earlier);
            assertTurnedAway(replay);
            assertEquals(List.of("its token is wrong"), second.refusals());
            worker.kill();
            assertNull(replayed.get(50, TimeUnit.SECONDS));
        }
    }

    /** The slow one would need eight seconds for its hello. */
    @Test
    void silentAndSlowPeersDoNotHoldUpTheWorker() throws Exception {
        await(50_000);
        List<SocketChannel> silent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            silent.add(say(ByteBuffer.allocate(0)));
        }
        SocketChannel slow = say(ByteBuffer.allocate(0));
        ByteBuffer hello = hello(FrameType.HELLO, TOKEN, worker.pid());
        Thread trickle = Thread.ofVirtual().start(() -> {
            try {
                for (int at = 0; at < hello.capacity(); at++) {
                    slow.write(hello.duplicate().limit(at + 1).position(at));
                    Thread.sleep(100);
                }
            } catch (IOException | InterruptedException e) {
                // turned away, as it should be
            }
        });
        SocketChannel right = say(hello.duplicate());
        assertNotNull(accepted.get(50, TimeUnit.SECONDS));
        assertTrue(trickle.isAlive(), "the slow one is still at it");
        handshake.close();
        for (SocketChannel peer : silent) {
            assertTurnedAway(peer);
        }
        assertTurnedAway(slow);
        trickle.join();
        right.close();
    }

    @Test
    void ofTooManySilentPeersTheFirstAreTurnedAway() throws Exception {
        await(50_000);
        List<SocketChannel> silent = new ArrayList<>();
        for (int i = 0; i < Handshake.MAX_WAITING + 10; i++) {
            silent.add(say(ByteBuffer.allocate(0)));
        }
        for (SocketChannel peer : silent.subList(0, 10)) {
            assertTurnedAway(peer);
        }
        SocketChannel right = say(hello(FrameType.HELLO, TOKEN, worker.pid()));
        accepted.get(50, TimeUnit.SECONDS).close();
        right.close();
        assertEquals(10, handshake.refusals().size());
        handshake.close();
        for (SocketChannel peer : silent.subList(10, silent.size())) {
            assertTurnedAway(peer);
        }
    }

    @Test
    void refusalsAreKeptInSmallNumber() throws Exception {
        await(50_000);
        for (int i = 0; i < 30; i++) {
            assertTurnedAway(say(ByteBuffer.allocate(Hello.FRAME_BYTES)));
        }
        assertEquals(10, handshake.refusals().size());
    }

    @Test
    void helloMayComeByteByByte() throws Exception {
        await(50_000);
        ByteBuffer hello = hello(FrameType.HELLO, TOKEN, worker.pid());
        SocketChannel right = say(hello.duplicate().limit(1));
        for (int at = 1; at < hello.capacity(); at++) {
            SocketChannel other = say(ByteBuffer.allocate(0)); // makes the handshake look in between
            other.close();
            right.write(hello.duplicate().limit(at + 1).position(at));
        }
        assertNotNull(accepted.get(50, TimeUnit.SECONDS));
        right.close();
    }

    @Test
    void waitingEndsWithTheWorker() throws Exception {
        await(50_000);
        process.destroyForcibly();
        assertNull(accepted.get(50, TimeUnit.SECONDS));
    }

    @Test
    void waitingEndsAtTheDeadline() throws Exception {
        await(20);
        assertNull(accepted.get(50, TimeUnit.SECONDS));
        assertTrue(worker.isAlive());
    }

    @Test
    void poolWorksThroughIt() throws Exception {
        byte[] large = new byte[5_000_000];
        large[4_000_000] = 7;
        var config = ProcessPoolConfig.ofWorkers(2).withMaxDeaths(5).withTransport(kind);
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Echo.class))) {
            assertArrayEquals(large, ProcessPoolTest.get(pool.submit(large)));
            for (byte[] echo :
                    pool.map(Collections.nCopies(20_000, new byte[] {1, 2, 3})).values()) {
                assertArrayEquals(new byte[] {1, 2, 3}, echo);
            }
        }
        try (var pool = ProcessPool.start(config, FunctionSpec.of(Functions.Obey.class))) {
            ProcessPoolTest.failure(WorkerDiedException.class, pool.submit("halt 3"));
            assertEquals("done", ProcessPoolTest.get(pool.submit("interrupt-self")));
        }
    }
}
