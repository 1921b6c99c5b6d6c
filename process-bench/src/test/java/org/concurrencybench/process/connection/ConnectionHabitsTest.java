package org.concurrencybench.process.connection;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.concurrencybench.core.codec.Codecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Python's tests of connections and listeners ask for, as far as no other test shows it. */
@Timeout(120)
class ConnectionHabitsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] KEY = "a key".getBytes(StandardCharsets.UTF_8);
    private static final SocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path directory;

    @Test
    void addressInUseIsRefused() throws Exception {
        SocketAddress unix = UnixDomainSocketAddress.of(directory.resolve("socket"));
        for (SocketAddress address : List.of(ANY, unix)) {
            try (var listener = ConnectionListener.bind(address, KEY, String.class)) {
                SocketAddress taken = listener.address();
                assertThrows(IOException.class, () -> ConnectionListener.bind(taken, KEY, String.class));
                try (var client = PeerConnection.connect(taken, KEY, String.class);
                        var server = listener.accept(LONG).orElseThrow()) {
                    client.send("the first one listens still");
                    assertEquals("the first one listens still", server.receive());
                }
            }
        }
    }

    @Test
    void blocksCloseWhatTheyOpened() throws Exception {
        Path socket = directory.resolve("socket");
        ConnectionListener<String> used;
        try (var listener = ConnectionListener.bind(UnixDomainSocketAddress.of(socket), KEY, String.class)) {
            used = listener;
            assertTrue(Files.exists(socket));
        }
        assertFalse(Files.exists(socket));
        assertThrows(IOException.class, () -> used.accept(LONG));
        used.close();
        assertThrows(IOException.class, () -> PeerConnection.connect(used.address(), KEY, String.class));
    }

    /** A client may connect, send and be gone before anybody has accepted it. */
    @Test
    void whatWasSentBeforeTheEndIsReceived() throws Exception {
        try (var listener = ConnectionListener.bind(ANY, KEY, String.class)) {
            try (var client = PeerConnection.connect(listener.address(), KEY, String.class)) {
                client.send("one");
                client.send("");
                client.send("two");
            }
            try (var server = listener.accept(LONG).orElseThrow()) {
                assertEquals("one", server.receive());
                assertEquals(Optional.of(""), server.receive(LONG), "an empty message is one");
                assertEquals("two", server.receive());
                assertThrows(EOFException.class, server::receive);
                assertThrows(EOFException.class, () -> server.receive(LONG));
            }
        }
    }

    @Test
    void messagesNeverMergeAndNoneIsReadAhead() throws Exception {
        try (var listener = ConnectionListener.bind(ANY, KEY, String.class);
                var client = PeerConnection.connect(listener.address(), KEY, String.class);
                var server = listener.accept(LONG).orElseThrow()) {
            assertEquals(Optional.empty(), server.receive(Duration.ofMillis(20)));
            for (int i = 0; i < 100; i++) {
                client.send("x".repeat(i));
            }
            for (int i = 0; i < 100; i++) {
                assertEquals("x".repeat(i), server.receive());
            }
            long begin = System.nanoTime();
            assertEquals(Optional.empty(), server.receive(Duration.ofMillis(100)));
            assertTrue(System.nanoTime() - begin >= 100_000_000, "it waited as long as it was told to");
        }
    }

    @Test
    void connectionsAndListenersCannotBeHandedToAnotherProcess() {
        for (Class<?> type : List.of(PeerConnection.class, ConnectionListener.class, java.io.FileDescriptor.class)) {
            var refused = assertThrows(IllegalArgumentException.class, () -> Codecs.of(type));
            assertTrue(refused.getMessage().contains(type.getSimpleName()), refused.getMessage());
        }
    }

    @Test
    void addressesOutsideTheFileSystemAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ConnectionListener.bind(UnixDomainSocketAddress.of("\0abstract"), KEY, String.class));
    }
}
