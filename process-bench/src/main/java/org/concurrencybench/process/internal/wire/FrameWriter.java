package org.concurrencybench.process.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;

/**
 * Gathers frames so that many small ones leave in one write. Guarded by its owner's lock.
 *
 * <p>Small payloads are copied at once. A large one is copied piece by piece while the channel takes it, and must stay
 * as it is until then.
 */
public final class FrameWriter {
    private static final int BUFFER_BYTES = 256 << 10;

    /**
     * Frames that were gathered; an array, since there is less code behind it than behind a buffer, all of which a
     * young JVM has to compile.
     */
    private final byte[] bytes = new byte[BUFFER_BYTES];

    private int gathered;
    /** What is on its way into the channel, before all that was gathered. */
    private final ByteBuffer leaving = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);
    /** Headers and payloads that come after what stands in the buffer. */
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();

    private long total;

    /** Bytes that the channel has taken so far. */
    long written() {
        return total;
    }

    public void add(FrameType type, int flags, int attempt, long id, long nanos, ByteBuffer payload) {
        int length = payload.remaining();
        int start = gathered;
        if (!waiting.isEmpty() || bytes.length - start - Frame.HEADER_BYTES < length) {
            ByteBuffer header = ByteBuffer.allocate(Frame.HEADER_BYTES);
            Frame.putHeader(header, type, flags, attempt, id, nanos, payload);
            waiting.add(header.flip());
            waiting.add(payload.duplicate());
            return;
        }
        int at = start + Frame.HEADER_BYTES;
        copy(payload, at, length);
        int checksum = Frame.checksum(bytes, at, length);
        Frame.putHeader(bytes, start, type.code, Frame.flagsAndAttempt(flags, attempt), length, checksum, id, nanos);
        gathered = at + length;
    }

    /** Copies the first bytes of {@code source}, and leaves it as it is. */
    private void copy(ByteBuffer source, int to, int length) {
        if (source.hasArray()) {
            System.arraycopy(source.array(), source.arrayOffset() + source.position(), bytes, to, length);
        } else {
            source.get(source.position(), bytes, to, length);
        }
    }

    /** Whether all that was gathered has been written. */
    boolean isEmpty() {
        return gathered == 0 && !leaving.hasRemaining() && waiting.isEmpty();
    }

    /** Writes as much as the channel takes. Returns whether that was everything. */
    public boolean writeTo(WritableByteChannel channel) throws IOException {
        while (leaving.hasRemaining() || refill()) {
            int written = channel.write(leaving);
            total += written;
            if (written == 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns false when there is nothing left. */
    private boolean refill() {
        ByteBuffer next;
        while ((next = waiting.peek()) != null && gathered < bytes.length) {
            int part = Math.min(next.remaining(), bytes.length - gathered);
            copy(next, gathered, part);
            gathered += part;
            next.position(next.position() + part);
            if (!next.hasRemaining()) {
                waiting.remove();
            }
        }
        if (gathered == 0) {
            return false;
        }
        leaving.clear().put(bytes, 0, gathered).flip();
        gathered = 0;
        return true;
    }
}
