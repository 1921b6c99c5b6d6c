package org.concurrencybench.process.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Finds the payloads that the other side's {@link MappedWriter} has put into mapped files. Used by one thread, but for
 * {@link #giveBack}.
 */
final class MappedReader {
    private static final int NONE = -1;

    private final String files;
    private final int maxPayload;
    private final @Nullable MappedBuffer[] buffers = new MappedBuffer[MappedWriter.BUFFERS];
    private final int[] numbers = new int[MappedWriter.BUFFERS];
    private final AtomicReferenceArray<@Nullable ByteBuffer> lent = new AtomicReferenceArray<>(MappedWriter.BUFFERS);

    // The payload that is on its way.
    private final CRC32C checksum = new CRC32C();
    private int place = NONE;
    private int checked;

    /** The names of the other side's files begin with {@code files}. */
    MappedReader(String files, int maxPayload) {
        this.files = files;
        this.maxPayload = maxPayload;
    }

    /** A part of a payload is there: looks at it while the rest is on its way. */
    void announce(ByteBuffer descriptor) throws ProtocolViolation {
        check(descriptor);
    }

    /** The payload that is there as a whole now, until it is given back. */
    ByteBuffer get(ByteBuffer descriptor) throws ProtocolViolation {
        ByteBuffer content = check(descriptor);
        lent.set(place, content);
        place = NONE;
        return content;
    }

    private ByteBuffer check(ByteBuffer descriptor) throws ProtocolViolation {
        if (descriptor.remaining() != MappedWriter.DESCRIPTOR_BYTES) {
            throw new ProtocolViolation("the descriptor of a payload has " + descriptor.remaining() + " bytes, not "
                    + MappedWriter.DESCRIPTOR_BYTES);
        }
        int where = descriptor.getInt();
        int number = descriptor.getInt();
        int capacity = descriptor.getInt();
        int length = descriptor.getInt();
        int expected = descriptor.getInt();
        if (where < 0 || where >= MappedWriter.BUFFERS || lent.get(where) != null) {
            throw new ProtocolViolation("a payload is announced in place " + where + ", which is none or in use");
        }
        if (length < 0 || length > capacity || length > maxPayload || capacity > MappedWriter.MOST_BYTES) {
            throw new ProtocolViolation("a payload of " + length + " bytes is announced in a buffer of " + capacity
                    + "; the limit is " + maxPayload);
        }
        if (place != where || numbers[where] != number || length < checked) {
            place = where;
            checked = 0;
            checksum.reset();
        }
        ByteBuffer content = buffer(where, number, capacity).content(length);
        checksum.update(content.slice(checked, length - checked));
        checked = length;
        if ((int) checksum.getValue() != expected) {
            place = NONE;
            throw new ProtocolViolation("the checksum of a payload in a mapped file is wrong");
        }
        return content;
    }

    private MappedBuffer buffer(int where, int number, int capacity) throws ProtocolViolation {
        MappedBuffer known = buffers[where];
        if (known != null && numbers[where] == number && known.capacity() == capacity) {
            return known;
        }
        try {
            MappedBuffer opened = MappedBuffer.open(MappedWriter.file(files, number), capacity);
            buffers[where] = opened;
            numbers[where] = number;
            return opened;
        } catch (IOException e) {
            throw new ProtocolViolation(
                    "file " + number + " of " + capacity + " bytes was announced and cannot be used: " + e);
        }
    }

    /** Called when a payload is needed no more; by any thread. Returns whether it came from here. */
    boolean giveBack(ByteBuffer content) {
        for (int i = 0; i < MappedWriter.BUFFERS; i++) {
            if (lent.compareAndSet(i, content, null)) {
                buffers[i].free(); // not used for another before this line
                return true;
            }
        }
        return false;
    }
}
