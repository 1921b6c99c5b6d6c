package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Puts large payloads into mapped files, so that only a descriptor goes through the socket. Guarded by the connection's lock.
 *
 * <p>Design note. There are two buffers, each made when it is first needed and replaced by a larger one when it is too small. Where both
 * are in use, the payload is too large, or the disk has no room, it goes through the socket as small ones do. A descriptor is: place of
 * the buffer, number of its file, capacity, length of the payload, its CRC-32C (4 bytes each).
 */
final class MappedOutbox {
    static final int DESCRIPTOR_BYTES = 5 * Integer.BYTES;
    static final int PLACES = 2;
    /** Smaller ones are gathered with others into one write. */
    static final int LEAST_BYTES = 128 << 10;

    static final int MOST_BYTES = 4 << 20;
    /** What is copied is still at hand when its checksum is taken. */
    private static final int STEP_BYTES = 32 << 10;

    private final String files;
    private final @Nullable MappedBuffer[] buffers = new MappedBuffer[PLACES];
    private final int[] numbers = new int[PLACES];
    private int lastNumber;
    private boolean unavailable;
    private long total;

    /** Its files' names begin with {@code files}, a number follows. */
    MappedOutbox(String files) {
        this.files = files;
    }

    static Path file(String files, int number) {
        return Path.of(files + number);
    }

    /** Bytes of payloads so far. */
    long written() {
        return total;
    }

    /** The descriptor to be sent in the payload's stead; null when it is to go as it is. */
    @Nullable
    ByteBuffer put(ByteBuffer payload) {
        int length = payload.remaining();
        if (length < LEAST_BYTES || length > MOST_BYTES) {
            return null;
        }
        int place = placeFor(length);
        if (place < 0) {
            return null;
        }
        MappedBuffer buffer = buffers[place];
        buffer.occupy();
        int checksum = copy(payload, buffer.content(length));
        total += length;
        return ByteBuffer.allocate(DESCRIPTOR_BYTES)
                .putInt(place)
                .putInt(numbers[place])
                .putInt(buffer.capacity())
                .putInt(length)
                .putInt(checksum)
                .flip();
    }

    private static int copy(ByteBuffer from, ByteBuffer to) {
        CRC32C checksum = new CRC32C();
        ByteBuffer step = from.duplicate();
        for (int done = 0; done < to.capacity(); done += STEP_BYTES) {
            int start = from.position() + done;
            int length = Math.min(STEP_BYTES, to.capacity() - done);
            to.put(done, from, start, length);
            checksum.update(step.limit(start + length).position(start));
        }
        return (int) checksum.getValue();
    }

    private int placeFor(int length) {
        int replaceable = -1;
        for (int i = PLACES - 1; i >= 0; i--) {
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
