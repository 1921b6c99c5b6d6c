package org.concurrencybench.process.internal.broker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/**
 * The answer to a call.
 *
 * @param values what follows the status, from its position to its limit
 */
public record Answer(Status status, ByteBuffer values) {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    static Answer of(Status status) {
        return new Answer(status, NOTHING);
    }

    static Answer of(Status status, String text) {
        return new Answer(status, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Answer ok(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
        for (long value : values) {
            bytes.putLong(value);
        }
        return new Answer(Status.OK, bytes.flip());
    }

    static Answer ok(long first, ByteBuffer rest) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + rest.remaining());
        return new Answer(Status.OK, bytes.putLong(first).put(rest.duplicate()).flip());
    }

    /** The values as text. */
    public String text() {
        return StandardCharsets.UTF_8.decode(values.duplicate()).toString();
    }

    ByteBuffer payload() {
        return ByteBuffer.allocate(1 + values.remaining())
                .put(status.code)
                .put(values.duplicate())
                .flip();
    }

    /** Of the payload of a frame, which is copied. */
    static Answer read(ByteBuffer payload) throws ProtocolViolation {
        if (!payload.hasRemaining()) {
            throw new ProtocolViolation("an answer is empty");
        }
        Status status = Status.of(payload.get());
        ByteBuffer values =
                ByteBuffer.allocate(payload.remaining()).put(payload).flip();
        return new Answer(status, values);
    }
}
