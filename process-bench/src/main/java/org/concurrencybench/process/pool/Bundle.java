package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Several payloads in one. On the wire, for each: its frame type (1 byte), its length (4), its bytes. Inputs have the type
 * {@code TASK}, outcomes that of the answer that they would have been on their own.
 */
final class Bundle {
    /** What each payload takes besides its own bytes. */
    static final int HEADER_BYTES = 5;

    private static final int FIRST_BYTES = 1 << 10;

    private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES);

    /** One payload; its bytes are a view. */
    record Entry(FrameType type, ByteBuffer bytes) {}

    void add(FrameType type, ByteBuffer payload) {
        int needed = HEADER_BYTES + payload.remaining();
        if (bytes.remaining() < needed) {
            int capacity = Math.max(bytes.position() + needed, 2 * bytes.capacity());
            bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
        }
        bytes.put(type.code).putInt(payload.remaining());
        bytes.put(bytes.position(), payload, payload.position(), payload.remaining());
        bytes.position(bytes.position() + payload.remaining());
    }

    /** Bytes so far. */
    int size() {
        return bytes.position();
    }

    /** What was gathered; the bundle is empty afterwards. */
    ByteBuffer take() {
        ByteBuffer taken = bytes.flip();
        bytes = ByteBuffer.allocate(Math.min(taken.capacity(), Math.max(FIRST_BYTES, taken.limit())));
        return taken;
    }

    /** The first payload of {@code bundle}, which must have one, and moves behind it. */
    static Entry next(ByteBuffer bundle) throws IOException {
        if (bundle.remaining() < HEADER_BYTES) {
            throw new ProtocolViolation("a bundle ends inside a header");
        }
        FrameType type = FrameType.of(bundle.get());
        int length = bundle.getInt();
        if (length < 0 || length > bundle.remaining()) {
            throw new ProtocolViolation(
                    "a bundle has " + bundle.remaining() + " bytes left where " + length + " were announced");
        }
        ByteBuffer bytes = bundle.slice(bundle.position(), length);
        bundle.position(bundle.position() + length);
        return new Entry(type, bytes);
    }
}
