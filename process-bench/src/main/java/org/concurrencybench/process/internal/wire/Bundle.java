package org.concurrencybench.process.internal.wire;

import java.nio.ByteBuffer;

/**
 * Several payloads in one. On the wire, for each: its frame type (1 byte), its length (4), its bytes. Inputs have the
 * type {@code TASK}, outcomes that of the answer that they would have been on their own. A {@link BundleReader} takes
 * them out.
 */
public final class Bundle {
    /** What each payload takes in addition to its own bytes. */
    static final int HEADER_BYTES = 5;

    /** Up to this length, a bulk copy costs more than it saves. */
    private static final int FEW_BYTES = 16;

    private static final int LEAST_BYTES = 64;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer bytes = NOTHING;
    private int expectedBytes;

    /** Bytes that will probably be gathered; others fit too. */
    public Bundle(int expectedBytes) {
        this.expectedBytes = Math.max(expectedBytes, LEAST_BYTES);
    }

    public void add(FrameType type, ByteBuffer payload) {
        int length = payload.remaining();
        int needed = HEADER_BYTES + length;
        if (bytes.remaining() < needed) {
            int capacity = bytes.position() == 0 ? expectedBytes : 2 * bytes.capacity();
            bytes = ByteBuffer.allocate(Math.max(bytes.position() + needed, capacity))
                    .put(bytes.flip());
        }
        bytes.put(type.code).putInt(length);
        int from = payload.position();
        if (length <= FEW_BYTES) {
            for (int i = from; i < from + length; i++) {
                bytes.put(payload.get(i));
            }
        } else {
            bytes.put(bytes.position(), payload, from, length);
            bytes.position(bytes.position() + length);
        }
    }

    /** Bytes so far. */
    public int size() {
        return bytes.position();
    }

    /** What was gathered; the bundle is empty afterwards. */
    public ByteBuffer take() {
        ByteBuffer taken = bytes.flip();
        bytes = NOTHING;
        expectedBytes = Math.max(taken.limit(), LEAST_BYTES);
        return taken;
    }
}
