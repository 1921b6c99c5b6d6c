package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;

/**
 * Gathers frames so that many small ones leave in one write. Guarded by its owner's lock.
 *
 * <p>Small payloads are copied at once. A large one is copied piece by piece while the channel takes it, and must stay as it
 * is until then.
 */
final class FrameWriter {
    private static final int BUFFER_BYTES = 256 << 10;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    /** Headers and payloads that come after what stands in the buffer. */
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();

    private long total;

    /** Bytes that the channel has taken so far. */
    long written() {
        return total;
    }

    void add(FrameType type, int flags, int attempt, long id, long nanos, ByteBuffer payload) {
        if (waiting.isEmpty() && buffer.remaining() >= Frame.HEADER_BYTES + payload.remaining()) {
            Frame.putHeader(buffer, type, flags, attempt, id, nanos, payload);
            buffer.put(payload.duplicate());
            return;
        }
        ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
        Frame.putHeader(header, type, flags, attempt, id, nanos, payload);
        waiting.add(header.flip());
        waiting.add(payload.duplicate());
    }

    /** The bytes gathered and not yet written. */
    boolean isEmpty() {
        return buffer.position() == 0 && waiting.isEmpty();
    }

    /** Writes as much as the channel takes. Returns whether that was everything. */
    boolean writeTo(WritableByteChannel channel) throws IOException {
        while (true) {
            refill();
            if (buffer.position() == 0) {
                return true;
            }
            buffer.flip();
            int written;
            try {
                written = channel.write(buffer);
            } finally {
                buffer.compact();
            }
            total += written;
            if (written == 0) {
                return false;
            }
        }
    }

    private void refill() {
        ByteBuffer next;
        while ((next = waiting.peek()) != null && buffer.hasRemaining()) {
            int part = Math.min(next.remaining(), buffer.remaining());
            buffer.put(buffer.position(), next, next.position(), part).position(buffer.position() + part);
            next.position(next.position() + part);
            if (!next.hasRemaining()) {
                waiting.remove();
            }
        }
    }
}
