package org.concurrencybench.process.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.process.api.AuthenticationFailedException;
import org.concurrencybench.process.fixtures.Leaks;
import org.concurrencybench.process.internal.transport.Proof;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody without the key where a client looks for its listener: the client fails with a reason, in time. */
@Timeout(120)
class HostileListenerTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final byte[] KEY = "a key".getBytes(StandardCharsets.UTF_8);
    private static final SocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int NUMBER_BYTES = 32;
    private static final int PROOF_BYTES = 64;

    @TempDir
    Path directory;

    private Leaks leaks;

    /** What one does with the client that came. */
    private interface Trick {
        void play(SocketChannel client) throws IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws Exception {
        failure(LONG, client -> {}); // all classes are loaded after it
        leaks = new Leaks("connection-listener");
    }

    @AfterEach
    void end() {
        leaks.close();
    }

    /** How a client fails whose listener does this, and then waits until the client has hung up. */
    private static IOException failure(Duration limit, Trick trick) throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY)) {
            CompletableFuture<Void> played = CompletableFuture.runAsync(() -> {
                try (SocketChannel client = server.accept()) {
                    trick.play(client);
                } catch (IOException | InterruptedException e) {
                    // the client has hung up
                }
            });
            IOException failure = assertThrows(
                    IOException.class,
                    () -> PeerConnection.connect(server.getLocalAddress(), KEY, String.class, limit));
            played.get(60, TimeUnit.SECONDS);
            return failure;
        }
    }

    private static byte[] read(SocketChannel from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (from.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        return buffer.array();
    }

    private static void greet(SocketChannel client) throws IOException {
        client.write(ByteBuffer.wrap(Proof.GREETING));
        client.write(ByteBuffer.allocate(NUMBER_BYTES));
    }

    @Test
    void silenceEndsAtTheLimit() throws Exception {
        IOException silent = failure(SHORT, client -> read(client, 1));
        assertEquals("the other end did not complete the handshake within 300 ms", silent.getMessage());
        IOException afterGreeting = failure(SHORT, client -> {
            greet(client);
            read(client, PROOF_BYTES + 1);
        });
        assertEquals("the other end did not complete the handshake within 300 ms", afterGreeting.getMessage());
    }

    @Test
    void aByteNowAndThenDoesNotProlongTheHandshake() throws Exception {
        IOException slow = failure(SHORT, client -> {
            ByteBuffer greeting = ByteBuffer.wrap(Proof.GREETING.clone());
            while (true) {
                client.write(
                        greeting.hasRemaining() ? greeting.limit(greeting.position() + 1) : ByteBuffer.allocate(1));
                greeting.limit(Proof.GREETING.length);
                Thread.sleep(20);
            }
        });
        assertEquals("the other end did not complete the handshake within 300 ms", slow.getMessage());
    }

    @Test
    void whoHangsUpEarlyIsTold() throws Exception {
        IOException early = failure(LONG, client -> {});
        assertEquals("the other end has closed the connection during the handshake", early.getMessage());
        IOException afterGreeting = failure(LONG, client -> {
            greet(client);
            read(client, PROOF_BYTES);
        });
        assertEquals(AuthenticationFailedException.class, afterGreeting.getClass());
        assertEquals("the listener has another key, or is at another address", afterGreeting.getMessage());
    }

    /** It has no proof of its own: the client's, sent back to it, has the wrong role, and any other is wrong. */
    @Test
    void proofSentBackToItsMakerIsRefused() throws Exception {
        IOException reflected = failure(LONG, client -> {
            greet(client);
            byte[] proof = read(client, PROOF_BYTES);
            client.write(ByteBuffer.wrap(proof, NUMBER_BYTES, PROOF_BYTES - NUMBER_BYTES));
            read(client, 1);
        });
        assertEquals(AuthenticationFailedException.class, reflected.getClass());
        assertEquals("the listener does not have the key", reflected.getMessage());
        IOException made = failure(LONG, client -> {
            greet(client);
            read(client, PROOF_BYTES);
            client.write(ByteBuffer.allocate(5000));
            read(client, 1);
        });
        assertEquals("the listener does not have the key", made.getMessage());
    }

    @Test
    void listenerThatNeverAcceptsIsGivenUp() throws Exception {
        SocketAddress address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        List<SocketChannel> before = new ArrayList<>();
        try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(address, 1);
            for (int i = 0; i < 5; i++) { // until the system takes no more of them
                SocketChannel other = SocketChannel.open(StandardProtocolFamily.UNIX);
                before.add(other);
                other.configureBlocking(false);
                try {
                    other.connect(address);
                } catch (IOException e) {
                    // that is what the client meets
                }
            }
            IOException late =
                    assertThrows(IOException.class, () -> PeerConnection.connect(address, KEY, String.class, SHORT));
            assertEquals("the other end did not complete the handshake within 300 ms", late.getMessage());
        } finally {
            for (SocketChannel other : before) {
                other.close();
            }
        }
    }
}
