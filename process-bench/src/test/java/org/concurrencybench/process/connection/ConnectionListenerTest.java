package org.concurrencybench.process.connection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.concurrencybench.process.api.AuthenticationFailedException;
import org.concurrencybench.process.internal.transport.Strangers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners, clients, and peers made by hand. */
@Timeout(120)
class ConnectionListenerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] KEY = "a key".getBytes(StandardCharsets.UTF_8);
    private static final SocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path directory;

    private SocketAddress address(String kind) {
        return kind.equals("unix") ? UnixDomainSocketAddress.of(directory.resolve("socket")) : ANY;
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void messagesCrossWholeInBothDirections(String kind) throws Exception {
        try (var listener = ConnectionListener.bind(address(kind), KEY, byte[].class);
                var client = PeerConnection.connect(listener.address(), KEY, byte[].class);
                var server = listener.accept(LONG).orElseThrow()) {
            for (int length : new int[] {0, 1, 36, 70_000, 5_000_000}) {
                byte[] message = new byte[length];
                Arrays.fill(message, (byte) length);
                CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(client, message));
                byte[] received = server.receive();
                CompletableFuture<Void> back = CompletableFuture.runAsync(() -> send(server, received));
                assertArrayEquals(message, client.receive());
                CompletableFuture.allOf(sent, back).join();
            }
            assertTrue(client.receive(Duration.ofMillis(10)).isEmpty());
            client.close();
            assertThrows(EOFException.class, server::receive);
        }
        assertFalse(Files.exists(directory.resolve("socket")));
    }

    private static <T> void send(PeerConnection<T> to, T message) {
        try {
            to.send(message);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void otherKeysAreRefusedOnBothSides() throws Exception {
        try (var listener = ConnectionListener.bind(ANY, KEY, String.class)) {
            byte[] other = "another key".getBytes(StandardCharsets.UTF_8);
            assertThrows(
                    AuthenticationFailedException.class,
                    () -> PeerConnection.connect(listener.address(), other, String.class));
            assertTrue(listener.accept(Duration.ofMillis(20)).isEmpty());
            assertEquals(
                    "a client has another key, or speaks to another address",
                    listener.lastRefusal().orElseThrow());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> PeerConnection.connect(listener.address(), new byte[0], String.class));
        }
    }

    /** The listener's own proof, sent back to it by a client without the key, has the wrong role. */
    @Test
    void reflectedAndRepeatedProofsAreRefused() throws Exception {
        try (var listener = ConnectionListener.bind(ANY, KEY, String.class)) {
            byte[] recorded = new byte[64];
            try (var relay = ServerSocketChannel.open().bind(ANY)) {
                CompletableFuture<Throwable> client = CompletableFuture.supplyAsync(() -> {
                    try (var connected = PeerConnection.connect(relay.getLocalAddress(), KEY, String.class)) {
                        return new AssertionError("connected through a relay");
                    } catch (IOException e) {
                        return e;
                    }
                });
                try (SocketChannel victim = relay.accept();
                        SocketChannel real = SocketChannel.open(listener.address())) {
                    pass(real, victim, 40);
                    recorded = pass(victim, real, 64);
                    assertEquals(-1, real.read(ByteBuffer.allocate(1)), "the proof names the relay's address");
                }
                assertEquals(AuthenticationFailedException.class, client.get().getClass());
            }
            try (SocketChannel again = SocketChannel.open(listener.address())) {
                read(again, 40);
                again.write(ByteBuffer.wrap(recorded));
                assertEquals(-1, again.read(ByteBuffer.allocate(1)), "the listener's number is another one");
            }
            assertTrue(listener.accept(Duration.ofMillis(20)).isEmpty());
        }
    }

    private static byte[] pass(SocketChannel from, SocketChannel to, int bytes) throws IOException {
        byte[] passed = read(from, bytes);
        to.write(ByteBuffer.wrap(passed));
        return passed;
    }

    private static byte[] read(SocketChannel from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            assertTrue(from.read(buffer) >= 0);
        }
        return buffer.array();
    }

    @Test
    void silentAndRudeClientsKeepNobodyOut() throws Exception {
        try (var listener = ConnectionListener.bind(ANY, KEY, String.class)) {
            List<SocketChannel> silent = new ArrayList<>();
            try {
                for (int i = 0; i < Strangers.MOST / 2; i++) {
                    silent.add(SocketChannel.open(listener.address()));
                }
                SocketChannel rude = SocketChannel.open(listener.address());
                silent.add(rude);
                rude.write(ByteBuffer.allocate(5000));
                try (var client = PeerConnection.connect(listener.address(), KEY, String.class);
                        var server = listener.accept(LONG).orElseThrow()) {
                    client.send("hello");
                    assertEquals("hello", server.receive());
                }
            } finally {
                for (SocketChannel one : silent) {
                    one.close();
                }
            }
        }
    }

    @Test
    void whatIsNoListenerIsToldAsSuch() throws Exception {
        try (var other = ServerSocketChannel.open().bind(ANY)) {
            CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> {
                try (SocketChannel channel = other.accept()) {
                    channel.write(ByteBuffer.wrap("HTTP/1.1 400 Bad Request\r\n\r\n and more, until it is enough"
                            .getBytes(StandardCharsets.US_ASCII)));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            var refused = assertThrows(
                    AuthenticationFailedException.class,
                    () -> PeerConnection.connect(other.getLocalAddress(), KEY, String.class));
            assertTrue(refused.getMessage().contains("no listener of this library"), refused.getMessage());
            answer.join();
        }
    }

    @Test
    void closedListenerEndsThoseWhoWait() throws Exception {
        var listener = ConnectionListener.bind(ANY, KEY, String.class);
        CompletableFuture<Throwable> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return new AssertionError("accepted " + listener.accept(LONG));
            } catch (IOException | InterruptedException e) {
                return e;
            }
        });
        listener.close();
        assertEquals("the listener is closed", waiting.get().getMessage());
    }
}
