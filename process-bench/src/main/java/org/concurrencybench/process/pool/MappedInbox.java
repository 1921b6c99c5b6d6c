package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Finds the payloads that the other side's {@link MappedOutbox} has put into mapped files. Used by one thread, but for {@link #giveBack}. */
final class MappedInbox {
    private final String files;
    private final int maxPayload;
    private final @Nullable MappedBuffer[] buffers = new MappedBuffer[MappedOutbox.PLACES];
    private final int[] numbers = new int[MappedOutbox.PLACES];
    private final AtomicReferenceArray<@Nullable ByteBuffer> lent = new AtomicReferenceArray<>(MappedOutbox.PLACES);

    /** The names of the other side's files begin with {@code files}. */
    MappedInbox(String files, int maxPayload) {
        this.files = files;
        this.maxPayload = maxPayload;
    }

    /** The payload that is described, until it is given back. */
    ByteBuffer get(ByteBuffer descriptor) throws ProtocolViolation {
        if (descriptor.remaining() != MappedOutbox.DESCRIPTOR_BYTES) {
            throw new ProtocolViolation("the descriptor of a payload has " + descriptor.remaining() + " bytes, not "
                    + MappedOutbox.DESCRIPTOR_BYTES);
        }
        int place = descriptor.getInt();
        int number = descriptor.getInt();
        int capacity = descriptor.getInt();
        int length = descriptor.getInt();
        int checksum = descriptor.getInt();
        if (place < 0 || place >= MappedOutbox.PLACES || lent.get(place) != null) {
            throw new ProtocolViolation("a payload is announced in place " + place + ", which is none or in use");
        }
        if (length < 0 || length > capacity || length > maxPayload || capacity > MappedOutbox.MOST_BYTES) {
            throw new ProtocolViolation("a payload of " + length + " bytes is announced in a buffer of " + capacity
                    + "; the limit is " + maxPayload);
        }
        ByteBuffer content = buffer(place, number, capacity).content(length);
        if (Frame.checksum(content, 0, length) != checksum) {
            throw new ProtocolViolation("the checksum of a payload in a mapped file is wrong");
        }
        lent.set(place, content);
        return content;
    }

    private MappedBuffer buffer(int place, int number, int capacity) throws ProtocolViolation {
        MappedBuffer known = buffers[place];
        if (known != null && numbers[place] == number && known.capacity() == capacity) {
            return known;
        }
        try {
            MappedBuffer opened = MappedBuffer.open(MappedOutbox.file(files, number), capacity);
            buffers[place] = opened;
            numbers[place] = number;
            return opened;
        } catch (IOException e) {
            throw new ProtocolViolation(
                    "file " + number + " of " + capacity + " bytes was announced and cannot be used: " + e);
        }
    }

    /** Called when a payload is needed no more; by any thread. Returns whether it came from here. */
    boolean giveBack(ByteBuffer content) {
        for (int i = 0; i < MappedOutbox.PLACES; i++) {
            if (lent.compareAndSet(i, content, null)) {
                buffers[i].free(); // not used for another before this line
                return true;
            }
        }
        return false;
    }
}
