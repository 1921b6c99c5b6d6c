package org.concurrencybench.process.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into frames; one read may bring many of them, or a part of one. Used by one thread. */
public final class FrameReader {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final byte[] NOTHING = {};

    private final int maxPayload;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(BUFFER_BYTES);
    /**
     * What has come in, up to {@code end}; frames are taken from {@code taken} on. Payloads are views of it, and bytes
     * once read are never overwritten, so a payload stays as it is for as long as somebody has it.
     */
    private byte[] bytes = NOTHING;

    private int taken;
    private int end;
    /** All bytes of the frame that is there in part; 0 when that is not known. */
    private int wanted;

    private boolean full;
    /** The payload of a frame that is larger than the buffer, while it is being put together. */
    private @Nullable ByteBuffer large;

    /** That of the frame read last, if it was large. */
    private @Nullable ByteBuffer lent;

    /** Made for the first of them. */
    private volatile @Nullable LargeBuffers largeBuffers;

    private final byte[] largeHeader = new byte[Frame.HEADER_BYTES];

    public FrameReader(int maxPayload) {
        this.maxPayload = maxPayload;
    }

    /** Reads once. Returns the number of bytes, 0 when none are there, -1 at the end of the stream. */
    public int fill(ReadableByteChannel channel) throws IOException {
        if (large != null && taken == end) {
            return read(channel, large);
        }
        incoming.clear();
        int read = read(channel, incoming);
        if (read > 0) {
            int left = end - taken;
            if (left == 0 || bytes.length - end < read) {
                byte[] larger = new byte[Math.max(left + read, wanted)];
                System.arraycopy(bytes, taken, larger, 0, left);
                bytes = larger;
                taken = 0;
                end = left;
            }
            incoming.flip().get(bytes, end, read);
            end += read;
        }
        return read;
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
    public boolean isInsideFrame() {
        return large != null || taken != end;
    }

    /** The next whole frame, or null when more bytes are needed. */
    @Nullable
    public Frame next() throws ProtocolViolation {
        if (lent != null) {
            giveBack(lent);
            lent = null;
        }
        if (large != null) {
            return nextLarge(large);
        }
        wanted = 0;
        int available = end - taken;
        if (available < Frame.HEADER_BYTES) {
            return null;
        }
        int length = Frame.checkedLength(bytes, taken, maxPayload);
        if (length > BUFFER_BYTES / 2 - Frame.HEADER_BYTES) {
            System.arraycopy(bytes, taken, largeHeader, 0, Frame.HEADER_BYTES);
            taken += Frame.HEADER_BYTES;
            ByteBuffer payload = largeBuffers().take(length);
            large = payload;
            return nextLarge(payload);
        }
        if (available < Frame.HEADER_BYTES + length) {
            wanted = Frame.HEADER_BYTES + length;
            return null;
        }
        int start = taken;
        taken += Frame.HEADER_BYTES + length;
        return Frame.read(bytes, start, ByteBuffer.wrap(bytes, start + Frame.HEADER_BYTES, length));
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
        int part = Math.min(payload.remaining(), end - taken);
        payload.put(bytes, taken, part);
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
        return frame.payload();
    }

    /** Called when a kept payload is needed no more; by any thread. */
    void giveBack(ByteBuffer kept) {
        LargeBuffers known = largeBuffers;
        if (known != null) {
            known.giveBack(kept);
        }
    }
}
