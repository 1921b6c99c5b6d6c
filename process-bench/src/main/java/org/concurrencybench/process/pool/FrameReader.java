package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into frames; one read may bring many of them, or a part of one. Used by one thread. */
final class FrameReader {
    private static final int BUFFER_BYTES = 256 << 10;

    private final int maxPayload;
    /** Filled up to its position; frames are taken from {@code taken} on. */
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    private int taken;
    private boolean full;
    /** The payload of a frame that is larger than the buffer, while it is being put together. */
    private @Nullable ByteBuffer large;

    /** That of the frame read last, if it was large. */
    private @Nullable ByteBuffer lent;

    /** Made for the first of them. */
    private volatile @Nullable LargeBuffers largeBuffers;

    private final ByteBuffer largeHeader = ByteBuffer.allocate(Frame.HEADER_BYTES);

    FrameReader(int maxPayload) {
        this.maxPayload = maxPayload;
    }

    /** Reads once. Returns the number of bytes, 0 when none are there, -1 at the end of the stream. */
    int fill(ReadableByteChannel channel) throws IOException {
        if (taken == buffer.position()) {
            buffer.clear();
            taken = 0;
            if (large != null) {
                return read(channel, large);
            }
        } else if (buffer.remaining() < BUFFER_BYTES / 2) {
            buffer.limit(buffer.position()).position(taken);
            buffer.compact();
            taken = 0;
        }
        return read(channel, buffer);
    }

    private int read(ReadableByteChannel channel, ByteBuffer target) throws IOException {
        int read = channel.read(target);
        full = !target.hasRemaining();
        return read;
    }

    /** Whether the last read may have left bytes in the channel. */
    boolean isFull() {
        return full;
    }

    /** Whether the stream stopped in the middle of a frame. */
    boolean isInsideFrame() {
        return large != null || taken != buffer.position();
    }

    /** The next whole frame, or null when more bytes are needed. */
    @Nullable
    Frame next() throws ProtocolViolation {
        if (lent != null) {
            giveBack(lent);
            lent = null;
        }
        if (large != null) {
            return nextLarge(large);
        }
        int available = buffer.position() - taken;
        if (available < Frame.HEADER_BYTES) {
            return null;
        }
        int length = Frame.checkedLength(buffer, taken, maxPayload);
        if (length > BUFFER_BYTES / 2 - Frame.HEADER_BYTES) {
            largeHeader.put(0, buffer, taken, Frame.HEADER_BYTES);
            taken += Frame.HEADER_BYTES;
            ByteBuffer payload = largeBuffers().take(length);
            large = payload;
            return nextLarge(payload);
        }
        if (available < Frame.HEADER_BYTES + length) {
            return null;
        }
        int start = taken;
        taken += Frame.HEADER_BYTES + length;
        return Frame.read(buffer, start, buffer.slice(start + Frame.HEADER_BYTES, length));
    }

    private LargeBuffers largeBuffers() {
        LargeBuffers known = largeBuffers;
        if (known == null) {
            known = new LargeBuffers();
            largeBuffers = known;
        }
        return known;
    }

    private @Nullable Frame nextLarge(ByteBuffer payload) throws ProtocolViolation {
        int part = Math.min(payload.remaining(), buffer.position() - taken);
        payload.put(payload.position(), buffer, taken, part).position(payload.position() + part);
        taken += part;
        if (payload.hasRemaining()) {
            return null;
        }
        large = null;
        lent = payload;
        return Frame.read(largeHeader, 0, payload.flip());
    }

    /** The payload of this frame, the one read last, for use beyond the next one, until it is given back. */
    ByteBuffer keep(Frame frame) {
        ByteBuffer kept = lent;
        if (kept != null) {
            lent = null;
            return kept;
        }
        ByteBuffer payload = frame.payload();
        return ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    }

    /** Called when a kept payload is needed no more; by any thread. */
    void giveBack(ByteBuffer kept) {
        LargeBuffers known = largeBuffers;
        if (known != null) {
            known.giveBack(kept);
        }
    }
}
