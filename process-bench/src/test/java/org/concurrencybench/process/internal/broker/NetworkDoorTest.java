package org.concurrencybench.process.internal.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.concurrencybench.process.api.Transport;
import org.concurrencybench.process.fixtures.Leaks;
import org.concurrencybench.process.fixtures.Processes;
import org.concurrencybench.process.fixtures.RawFrames;
import org.concurrencybench.process.internal.broker.Broker.Registered;
import org.concurrencybench.process.internal.transport.Hello;
import org.concurrencybench.process.internal.transport.Proof;
import org.concurrencybench.process.internal.wire.FrameType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Peers made by hand at the door that a broker has for other machines. Its key is shown as listeners want it. */
@Timeout(120)
class NetworkDoorTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] KEY = "a key".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private Broker broker;
    private InetSocketAddress address;
    private Registered semaphore;
    private RemotePort member;
    private Leaks leaks;

    @BeforeEach
    void start() throws Exception {
        broker = new Broker(directory, Transport.UNIX);
        address = broker.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), KEY);
        semaphore = broker.newSemaphore(3, 3);
        member = RemotePort.connect(address, KEY);
        turnedAway(ByteBuffer.allocate(Hello.FRAME_BYTES)); // all classes are loaded after it
        Processes.await(LONG, "it is forgotten", () -> broker.connected() == 1);
        leaks = new Leaks("shared-objects");
    }

    @AfterEach
    void end() throws Exception {
        assertServed();
        leaks.close();
        broker.close();
    }

    private void assertServed() throws Exception {
        Answer answer = member.call(Op.SEMAPHORE_AVAILABLE, semaphore.number(), ByteBuffer.allocate(0), LONG.toNanos());
        assertEquals(3, answer.values().getLong(0));
    }

    /** Shows the key, says this, and waits until the broker has hung up. */
    private void turnedAway(ByteBuffer words) throws IOException {
        try (SocketChannel peer = SocketChannel.open(address)) {
            new Proof(KEY).ofClient(peer);
            try {
                while (words.hasRemaining()) {
                    peer.write(words);
                }
                ByteBuffer rest = ByteBuffer.allocate(1000);
                while (peer.read(rest.clear()) >= 0) {}
            } catch (IOException e) {
                // reset: it had not read all that was said
            }
        }
    }

    @Test
    void whoHasTheKeyAndSaysNoHelloIsTurnedAway() throws Exception {
        ByteBuffer hello = Hello.frame(new byte[Hello.TOKEN_BYTES], RawParty.PID);
        ByteBuffer damaged = Hello.frame(new byte[Hello.TOKEN_BYTES], RawParty.PID);
        damaged.put(Hello.FRAME_BYTES - 1, (byte) 1);
        for (ByteBuffer words : List.of(
                ByteBuffer.wrap(
                        "GET / HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nConnection: close, please, and at once\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII)),
                damaged,
                RawFrames.of(FrameType.CALL, 0, 1, ByteBuffer.allocate(Hello.BYTES)),
                announcingTooMuch(),
                ByteBuffer.allocate(5000))) {
            turnedAway(words);
            assertServed();
        }
        try (SocketChannel leaving = SocketChannel.open(address)) {
            new Proof(KEY).ofClient(leaving);
            leaving.write(hello.duplicate().limit(20));
        }
        assertEquals(1, broker.connected(), "none of them was let in");
    }

    private static ByteBuffer announcingTooMuch() {
        ByteBuffer words = ByteBuffer.allocate(Hello.FRAME_BYTES);
        return words.put(RawFrames.announcing(FrameType.HELLO, 64 << 20)).clear();
    }

    @Test
    void whoWasLetInAndBreaksTheProtocolIsDealtWithAsOneThatHasDied() throws Exception {
        ByteBuffer words = ByteBuffer.allocate(1000);
        words.put(Hello.frame(new byte[Hello.TOKEN_BYTES], RawParty.PID));
        words.put(RawParty.call(Op.SEMAPHORE_ACQUIRE, 1, semaphore.number(), 2));
        words.put(RawParty.call(Op.SEMAPHORE_RELEASE, 2, semaphore.number(), -7));
        turnedAway(words.flip());
        Processes.await(LONG, "it is forgotten", () -> broker.connected() == 1);
        assertServed();
    }
}
