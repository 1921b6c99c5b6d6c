package org.concurrencybench.process.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Puts large payloads into mapped files, so that only descriptors of them go through the socket. Guarded by the
 * connection's lock.
 *
 * @implNote There are two buffers, each made when it is first needed and replaced by a larger one when it is too small.
 *     Where both are in use, the payload is too large, or the disk has no room, it goes through the socket as small
 *     ones do. A payload is put in pieces, each announced by a descriptor, so that the other side checks one while the
 *     next is being copied. A descriptor is: place of the buffer, number of its file, capacity, bytes so far, their
 *     CRC-32C (4 bytes each).
 */
final class MappedWriter {
    static final int DESCRIPTOR_BYTES = 5 * Integer.BYTES;
    static final int BUFFERS = 2;
    /** Smaller ones are gathered with others into one write. */
    static final int LEAST_BYTES = 128 << 10;

    static final int MOST_BYTES = 4 << 20;
    private static final int PIECE_BYTES = 256 << 10;
    /** What is copied is still at hand when its checksum is taken. */
    private static final int STEP_BYTES = 32 << 10;

    private final String files;
    private final @Nullable MappedBuffer[] buffers = new MappedBuffer[BUFFERS];
    private final int[] numbers = new int[BUFFERS];
    private int lastNumber;
    private boolean unavailable;
    private long total;

    // The payload that is being put.
    private final CRC32C checksum = new CRC32C();
    private int place;
    private int done;

    /** Its files' names begin with {@code files}, a number follows. */
    MappedWriter(String files) {
        this.files = files;
    }

    static Path file(String files, int number) {
        return Path.of(files + number);
    }

    /** Bytes of payloads so far. */
    long written() {
        return total;
    }

    /** Whether this payload can be put; {@link #next} is to follow until it is complete then. */
    boolean begin(ByteBuffer payload) {
        int length = payload.remaining();
        if (length < LEAST_BYTES || length > MOST_BYTES) {
            return false;
        }
        place = placeFor(length);
        if (place < 0) {
            return false;
        }
        buffers[place].occupy();
        checksum.reset();
        done = 0;
        return true;
    }

    /** Puts the next piece of the payload. Returns the descriptor of what is there then. */
    ByteBuffer next(ByteBuffer payload) {
        MappedBuffer buffer = buffers[place];
        ByteBuffer content = buffer.content(payload.remaining());
        ByteBuffer step = payload.duplicate();
        int end = Math.min(done + PIECE_BYTES, payload.remaining());
        while (done < end) {
            int from = payload.position() + done;
            int length = Math.min(STEP_BYTES, end - done);
            content.put(done, payload, from, length);
            checksum.update(step.limit(from + length).position(from));
            done += length;
            total += length;
        }
        return ByteBuffer.allocate(DESCRIPTOR_BYTES)
                .putInt(place)
                .putInt(numbers[place])
                .putInt(buffer.capacity())
                .putInt(done)
                .putInt((int) checksum.getValue())
                .flip();
    }

    /** Whether nothing of the payload is left to be put. */
    boolean isComplete(ByteBuffer payload) {
        return done == payload.remaining();
    }

    private int placeFor(int length) {
        int replaceable = -1;
        for (int i = BUFFERS - 1; i >= 0; i--) {
            MappedBuffer buffer = buffers[i];
            if (buffer == null || buffer.isFree()) {
                if (buffer != null && buffer.capacity() >= length) {
                    return i;
                }
                replaceable = i;
            }
        }
        return replaceable >= 0 && replace(replaceable, Integer.highestOneBit(length - 1) << 1) ? replaceable : -1;
    }

    private boolean replace(int where, int capacity) {
        if (unavailable) {
            return false;
        }
        try {
            int number = ++lastNumber;
            buffers[where] = MappedBuffer.create(file(files, number), capacity);
            numbers[where] = number;
            return true;
        } catch (IOException e) {
            unavailable = true; // no room: the socket takes it
            return false;
        }
    }
}
