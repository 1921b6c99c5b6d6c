package org.concurrencybench.process.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.fixtures.Leaks;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.RawFrames;
import org.concurrencybench.process.fixtures.Seeds;
import org.concurrencybench.process.internal.transport.HandshakeLimit;
import org.concurrencybench.process.internal.transport.Proof;
import org.concurrencybench.process.internal.transport.Strangers;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients made by hand, without the key and with it. Whatever they do, a client that keeps to the rules is served, and
 * nothing is left of them.
 */
@Timeout(120)
class HostileClientTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final byte[] KEY = "a key".getBytes(StandardCharsets.UTF_8);
    private static final SocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Codec<String> TEXT = Codecs.of(String.class);
    private static final int PROOF_BYTES = 64;

    @TempDir
    Path directory;

    private ConnectionListener<String> listener;
    private Leaks leaks;

    @BeforeEach
    void start() throws Exception {
        listen(ANY, HandshakeLimit.LIMIT);
    }

    private void listen(SocketAddress address, Duration limit) throws Exception {
        listener = ConnectionListener.bind(address, KEY, String.class, limit);
        try (SocketChannel first = connected()) { // all classes are loaded and their files are open after it
            first.write(ByteBuffer.allocate(PROOF_BYTES));
            awaitEnd(first);
        }
        assertServed();
        leaks = new Leaks("connection-listener");
    }

    @AfterEach
    void end() throws Exception {
        assertServed();
        leaks.close();
        listener.close();
    }

    private void assertServed() throws Exception {
        try (var client = PeerConnection.connect(listener.address(), KEY, String.class, LONG);
                var server = listener.accept(LONG).orElseThrow()) {
            client.send("are you there?");
            assertEquals("are you there?", server.receive(LONG).orElseThrow());
            server.send("yes");
            assertEquals("yes", client.receive(LONG).orElseThrow());
        }
    }

    private SocketChannel connected() throws IOException {
        SocketChannel channel = listener.address() instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        channel.connect(listener.address());
        return channel;
    }

    /** A client with the key, from here on by hand. */
    private SocketChannel proven() throws IOException {
        SocketChannel channel = connected();
        new Proof(KEY).ofClient(channel);
        return channel;
    }

    private static void awaitEnd(SocketChannel channel) {
        try {
            ByteBuffer rest = ByteBuffer.allocate(1 << 16);
            while (channel.read(rest.clear()) >= 0) {}
        } catch (IOException e) {
            // reset: it had not read all that was said
        }
    }

    private static void readGreeting(SocketChannel channel) throws IOException {
        ByteBuffer greeting = ByteBuffer.allocate(Proof.GREETING.length + PROOF_BYTES / 2);
        while (greeting.hasRemaining()) {
            assertTrue(channel.read(greeting) >= 0, "no greeting came");
        }
    }

    private static boolean sayInVain(SocketChannel channel, ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return true;
        } catch (IOException e) {
            return false; // turned away in the middle of it
        }
    }

    private void awaitRefusal(String words) {
        Processes.await(
                LONG,
                "refusal: " + words,
                () -> listener.lastRefusal().filter(words::equals).isPresent());
    }

    @Test
    void silentClientsAreTurnedAwayAfterTheLimit() throws Exception {
        end();
        listen(UnixDomainSocketAddress.of(directory.resolve("socket")), SHORT);
        List<SocketChannel> silent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            silent.add(connected());
        }
        assertServed();
        for (SocketChannel one : silent) {
            awaitEnd(one);
            one.close();
        }
        awaitRefusal("the other end did not complete the handshake within 300 ms");
    }

    @Test
    void aByteNowAndThenDoesNotProlongTheHandshake() throws Exception {
        end();
        listen(ANY, SHORT);
        try (SocketChannel slow = connected()) {
            long begin = System.nanoTime();
            int said = 0;
            while (sayInVain(slow, ByteBuffer.allocate(1))) {
                said++;
                Thread.sleep(20); // 64 bytes of a proof would take more than a second
            }
            assertTrue(System.nanoTime() - begin >= SHORT.toNanos() / 2, "it was heard at first");
            assertTrue(said < PROOF_BYTES, "it was turned away before it had said enough: " + said);
        }
        awaitRefusal("the other end did not complete the handshake within 300 ms");
    }

    @Test
    void ofTooManySilentClientsThoseThatHaveWaitedLongestAreTurnedAway() throws Exception {
        List<SocketChannel> silent = new ArrayList<>();
        for (int i = 0; i < 3 * Strangers.MOST; i++) {
            silent.add(connected());
        }
        assertServed();
        for (SocketChannel first : silent.subList(0, 2 * Strangers.MOST)) {
            awaitEnd(first);
        }
        awaitRefusal(Strangers.TOO_MANY);
        for (SocketChannel one : silent) {
            one.close();
        }
    }

    @Test
    void whoLeavesEarlyOrSaysTooMuchLeavesNothing() throws Exception {
        for (int length = 0; length < PROOF_BYTES; length += 7) {
            try (SocketChannel leaving = connected()) {
                readGreeting(leaving); // else the system might report a reset instead of an end
                leaving.write(ByteBuffer.allocate(length));
            }
        }
        awaitRefusal("the other end has closed the connection during the handshake");
        Processes.await(
                LONG,
                "the last refusal is that of the rude one",
                () -> { // some who left may be heard later
                    sayTooMuch();
                    return listener.lastRefusal()
                            .filter("a client has another key, or speaks to another address"::equals)
                            .isPresent();
                });
    }

    private void sayTooMuch() {
        try (SocketChannel rude = connected()) {
            sayInVain(rude, ByteBuffer.allocate(5_000_000));
            awaitEnd(rude);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ByteBuffer frame(FrameType type, int flags, ByteBuffer payload) {
        return RawFrames.of(type, flags, 0, payload);
    }

    private static ByteBuffer message(String text) throws IOException {
        return frame(FrameType.MESSAGE, 0, TEXT.encode(text));
    }

    private static ByteBuffer damaged() throws IOException {
        ByteBuffer message = message("damaged");
        return message.put(message.limit() - 1, (byte) 7);
    }

    /** What the holder of a key may send that is no message; the other connections do not notice. */
    @Test
    void whoHasTheKeyAndBreaksTheProtocolBreaksItsOwnConnectionOnly() throws Exception {
        List<ByteBuffer> violations = List.of(
                ByteBuffer.wrap("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII)),
                frame(FrameType.TASK, 0, ByteBuffer.allocate(5)),
                frame(FrameType.HELLO, 0, ByteBuffer.allocate(40)),
                frame(FrameType.MESSAGE, 1, ByteBuffer.allocate(40)),
                RawFrames.announcing(FrameType.MESSAGE, MessageChannel.MAX_BYTES + 1),
                damaged());
        for (ByteBuffer violation : violations) {
            try (var good = PeerConnection.connect(listener.address(), KEY, String.class, LONG);
                    var goodServer = listener.accept(LONG).orElseThrow();
                    SocketChannel rude = proven();
                    var server = listener.accept(LONG).orElseThrow()) {
                sayInVain(rude, message("first"));
                sayInVain(rude, violation);
                assertEquals("first", server.receive());
                var broken = assertThrows(ProtocolViolation.class, server::receive);
                assertThrows(ProtocolViolation.class, server::receive, "it stays so: " + broken.getMessage());
                good.send("still here");
                assertEquals("still here", goodServer.receive());
            }
        }
    }

    @Test
    void messageThatIsNoValueFailsItsReceiveOnly() throws Exception {
        end();
        ConnectionListener<Integer> numbers = ConnectionListener.bind(ANY, KEY, Integer.class);
        try (numbers;
                SocketChannel rude = SocketChannel.open(numbers.address())) {
            new Proof(KEY).ofClient(rude);
            try (var server = numbers.accept(LONG).orElseThrow()) {
                sayInVain(rude, message("no number at all"));
                sayInVain(
                        rude,
                        frame(FrameType.MESSAGE, 0, Codecs.of(Integer.class).encode(42)));
                assertThrows(IOException.class, server::receive);
                assertEquals(42, server.receive(), "the next one is whole");
            }
        }
        listen(ANY, HandshakeLimit.LIMIT);
    }

    @Test
    void endInTheMiddleOfAMessageIsTold() throws Exception {
        ByteBuffer message = message("half of this");
        for (int length : new int[] {0, 1, Frame.HEADER_BYTES - 1, Frame.HEADER_BYTES, message.limit() - 1}) {
            try (SocketChannel leaving = proven();
                    var server = listener.accept(LONG).orElseThrow()) {
                sayInVain(leaving, message.duplicate().limit(length));
                leaving.close();
                var end = assertThrows(EOFException.class, server::receive);
                assertEquals(
                        length == 0
                                ? "the other end has closed the connection"
                                : "the other end has closed the connection in the middle of a message, which is lost",
                        end.getMessage());
            }
        }
    }

    @Test
    void whoDoesNotReceiveHoldsUpItsOwnSenderOnly() throws Exception {
        try (SocketChannel deaf = proven();
                var server = listener.accept(LONG).orElseThrow()) {
            CompletableFuture<Throwable> sender = CompletableFuture.supplyAsync(() -> {
                try {
                    while (true) {
                        server.send("x".repeat(100_000));
                    }
                } catch (IOException | InterruptedException e) {
                    return e;
                }
            });
            assertServed();
            deaf.close();
            assertTrue(sender.get(60, TimeUnit.SECONDS) instanceof IOException);
        }
    }

    @Test
    void anyBytesOfClientsAreRefused(TestReporter reporter) throws Exception {
        fuzz(Seeds.fixed(reporter, 26), Duration.ofMillis(500));
    }

    @Test
    @Tag("slow")
    void anyBytesOfClientsAreRefusedForLonger(TestReporter reporter) throws Exception {
        fuzz(Seeds.fresh(reporter), Duration.ofSeconds(20));
    }

    private void fuzz(long seed, Duration howLong) throws Exception {
        Random random = new Random(seed);
        long end = System.nanoTime() + howLong.toNanos();
        for (int round = 0; round == 0 || System.nanoTime() < end; round++) {
            boolean hasKey = random.nextBoolean();
            try (SocketChannel rude = hasKey ? proven() : connected()) {
                sayInVain(rude, anyBytes(random));
                if (hasKey) {
                    try (var server = listener.accept(LONG).orElseThrow()) {
                        rude.shutdownOutput();
                        assertThrows(IOException.class, () -> receiveAll(server), "seed " + seed);
                    }
                }
            }
        }
        assertTrue(listener.accept(Duration.ofMillis(1)).isEmpty(), "seed " + seed + ": one without the key came in");
    }

    private static void receiveAll(PeerConnection<String> server) throws IOException, InterruptedException {
        while (true) {
            try {
                server.receive(LONG).orElseThrow();
            } catch (ProtocolViolation | EOFException e) {
                throw e;
            } catch (IOException e) {
                // no text
            }
        }
    }

    private static ByteBuffer anyBytes(Random random) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(10_000);
        for (int left = random.nextInt(6); left > 0; left--) {
            byte[] any = new byte[random.nextInt(200)];
            random.nextBytes(any);
            bytes.put(
                    switch (random.nextInt(4)) {
                        case 0 -> ByteBuffer.wrap(any);
                        case 1 ->
                            frame(
                                    FrameType.values()[random.nextInt(FrameType.values().length)],
                                    0,
                                    ByteBuffer.wrap(any));
                        case 2 -> frame(FrameType.MESSAGE, 0, ByteBuffer.wrap(any));
                        default -> message("text " + left);
                    });
        }
        bytes.flip();
        if (bytes.hasRemaining() && random.nextInt(3) == 0) {
            int at = random.nextInt(bytes.limit());
            bytes.put(at, (byte) (bytes.get(at) ^ (1 << random.nextInt(8))));
        }
        if (random.nextInt(3) == 0) {
            bytes.limit(random.nextInt(bytes.limit() + 1));
        }
        return bytes;
    }
}
