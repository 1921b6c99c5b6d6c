package org.concurrencybench.process.internal.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Takes the payloads out of a {@link Bundle}, one after another, without making anything for each. */
public final class BundleReader {
    private final ByteBuffer bundle;
    private final ByteBuffer payload;

    /** Reads what stands between position and limit, and moves the position. */
    public BundleReader(ByteBuffer bundle) {
        this.bundle = bundle;
        this.payload = bundle.duplicate();
    }

    public boolean hasNext() {
        return bundle.hasRemaining();
    }

    /** Goes on to the next payload, and returns its type. */
    public FrameType next() throws ProtocolViolation {
        if (bundle.remaining() < Bundle.HEADER_BYTES) {
            throw new ProtocolViolation("a bundle ends inside a header");
        }
        FrameType type = FrameType.of(bundle.get());
        int length = bundle.getInt();
        if (length < 0 || length > bundle.remaining()) {
            throw new ProtocolViolation(
                    "a bundle has " + bundle.remaining() + " bytes left where " + length + " were announced");
        }
        int start = bundle.position();
        bundle.position(start + length);
        // Whoever read the last payload may have left the view in any state.
        payload.order(ByteOrder.BIG_ENDIAN).limit(start + length).position(start);
        return type;
    }

    /** The payload that {@link #next} has reached; a view, which shows another one after the next call. */
    public ByteBuffer payload() {
        return payload;
    }
}
