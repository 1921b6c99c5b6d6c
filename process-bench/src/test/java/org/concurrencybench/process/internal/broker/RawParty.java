package org.concurrencybench.process.internal.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HexFormat;
import org.concurrencybench.process.fixtures.RawFrames;
import org.concurrencybench.process.internal.transport.Endpoint;
import org.concurrencybench.process.internal.transport.Hello;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameReader;
import org.concurrencybench.process.internal.wire.FrameType;

/** A peer of a broker made by hand: it says what the test says, byte by byte if need be. */
final class RawParty implements AutoCloseable {
    static final long PID = 4_000_000_000L;

    private final SocketChannel channel;
    private final FrameReader reader = new FrameReader(Broker.MAX_PAYLOAD);

    private RawParty(SocketChannel channel) {
        this.channel = channel;
    }

    /** One that has connected, and has said nothing. */
    static RawParty connected(Broker broker) throws IOException {
        return new RawParty(Endpoint.connect(broker.address()));
    }

    /** One that has shown the secret and was let in. */
    static RawParty admitted(Broker broker) throws IOException {
        RawParty party = connected(broker);
        party.say(hello(broker));
        assertEquals(Status.OK, party.answer(0).status());
        return party;
    }

    static ByteBuffer hello(Broker broker) {
        return Hello.frame(HexFormat.of().parseHex(broker.token()), PID);
    }

    static ByteBuffer frame(FrameType type, long id, ByteBuffer payload) {
        return RawFrames.of(type, 0, id, payload);
    }

    static ByteBuffer call(Op op, long call, long object, long... arguments) {
        return call(op.code, call, object, Port.arguments(arguments));
    }

    static ByteBuffer call(byte op, long call, long object, ByteBuffer arguments) {
        ByteBuffer payload = ByteBuffer.allocate(1 + Long.BYTES + arguments.remaining())
                .put(op)
                .putLong(object)
                .put(arguments.duplicate())
                .flip();
        return frame(FrameType.CALL, call, payload);
    }

    void say(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Says it, however much of it the broker still takes. */
    void sayInVain(ByteBuffer bytes) {
        try {
            say(bytes);
        } catch (IOException e) {
            // turned away in the middle of it
        }
    }

    /** The answer to that call; those to others are passed over. */
    Answer answer(long call) throws IOException {
        while (true) {
            Frame frame = reader.next();
            if (frame == null) {
                if (reader.fill(channel) < 0) {
                    throw new EOFException("the broker has hung up");
                }
            } else if (frame.id() == call) {
                assertEquals(FrameType.ANSWER, frame.type());
                return Answer.read(frame.payload());
            }
        }
    }

    /** Waits until the broker has hung up. */
    void awaitEnd() {
        try {
            ByteBuffer rest = ByteBuffer.allocate(1 << 16);
            while (channel.read(rest.clear()) >= 0) {}
        } catch (IOException e) {
            // reset: it had not read all that was said
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
