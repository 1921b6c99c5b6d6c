package org.concurrencybench.process.internal.broker;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * Messages from one process to another, in memory that both have mapped. One thread at a time writes, in one process,
 * and one at a time reads, in another. A process that is killed while it writes harms nothing: what it had published is
 * whole, and what it had not is never seen.
 *
 * @implNote Positions only grow; each is a cache line of its own. A record is a word (kind, bytes in this record, bytes
 *     of the whole message), the message's number, its stamp, and bytes up to the next multiple of eight. A message
 *     that is large goes in several records, as there is room.
 */
final class Ring {
    static final byte CALL = 1;
    static final byte CANCEL = 2;
    static final byte ANSWER = 3;

    /** Nothing can be read now. */
    static final long NONE = Long.MAX_VALUE;

    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int READ = 0;
    private static final int WRITTEN = 64;
    private static final int START = 128;
    private static final int HEADER = 3 * Long.BYTES;
    private static final int PART_SHIFT = 32;
    private static final int KIND_SHIFT = 56;
    private static final long PART = 0xFF_FFFF;

    /** A large message is not cut into pieces smaller than this. */
    private static final int LEAST_PART = 4096;

    private final MappedByteBuffer memory;
    private final int at;
    private final int capacity;
    private final int maxMessage;

    /** The writer's, or the reader's, own position: what the other process says is not trusted. */
    private long position;

    private byte kind;
    private long id;
    private long stamp = NONE;
    /** The message of which the last part is missing; or, when {@code stamp} says so, that is whole. */
    private @Nullable ByteBuffer message;

    /** {@code at}: where it begins in the memory; {@code capacity}: a power of two. */
    Ring(MappedByteBuffer memory, int at, int capacity, int maxMessage) {
        this.memory = memory;
        this.at = at;
        this.capacity = capacity;
        this.maxMessage = maxMessage;
    }

    /** What one takes in the memory, from a multiple of 64 to another. */
    static int bytes(int capacity) {
        return START + capacity;
    }

    /**
     * Publishes the message if there is room for all of it; or, where {@code inParts}, as much as there is room for of
     * a large one, from its position on. Returns whether the whole message, whose bytes are {@code total}, is there.
     */
    boolean write(byte kind, long id, long stamp, int total, ByteBuffer bytes, boolean inParts) {
        long room = capacity - (position - (long) LONG.getVolatile(memory, at + READ)) - HEADER;
        int part = bytes.remaining();
        if (part > room || part > capacity / 2) {
            int possible = (int) Math.min(room, capacity / 2) & -Long.BYTES;
            if (!inParts || possible < LEAST_PART) {
                return false;
            }
            part = Math.min(part, possible);
        }
        putLong(position, (long) kind << KIND_SHIFT | (long) part << PART_SHIFT | total);
        putLong(position + Long.BYTES, id);
        putLong(position + 2 * Long.BYTES, stamp);
        put(position + HEADER, bytes, part);
        bytes.position(bytes.position() + part);
        position += HEADER + aligned(part);
        LONG.setVolatile(memory, at + WRITTEN, position);
        return !bytes.hasRemaining();
    }

    private static int aligned(int bytes) {
        return (bytes + Long.BYTES - 1) & -Long.BYTES;
    }

    private int index(long at) {
        return this.at + START + (int) (at & (capacity - 1));
    }

    private void putLong(long at, long value) {
        LONG.set(memory, index(at), value);
    }

    private long getLong(long at) {
        return (long) LONG.get(memory, index(at));
    }

    private void put(long at, ByteBuffer source, int length) {
        int first = Math.min(length, untilEnd(at));
        memory.put(index(at), source, source.position(), first);
        memory.put(index(at + first), source, source.position() + first, length - first);
    }

    private int untilEnd(long at) {
        return capacity - (int) (at & (capacity - 1));
    }

    /** Reads a message if one is whole. Returns its stamp, or {@link #NONE}; {@link #take} gives it then. */
    long next() throws ProtocolViolation {
        if (stamp != NONE) {
            return stamp;
        }
        long written = (long) LONG.getVolatile(memory, at + WRITTEN);
        if (written == position) {
            return NONE;
        }
        if (written < position || written - position > capacity) {
            throw new ProtocolViolation("a ring says that " + (written - position) + " bytes are in it");
        }
        while (written != position) {
            long left = written - position;
            if (left < HEADER) {
                throw new ProtocolViolation("a ring has half a record");
            }
            long word = getLong(position);
            int part = (int) (word >>> PART_SHIFT & PART);
            ByteBuffer target = target((byte) (word >>> KIND_SHIFT), (int) word);
            if (part > left - HEADER || part > target.remaining()) {
                throw new ProtocolViolation("a record of a ring announces " + part + " bytes");
            }
            id = getLong(position + Long.BYTES);
            long stamped = getLong(position + 2 * Long.BYTES);
            get(position + HEADER, target, part);
            position += HEADER + aligned(part);
            LONG.setVolatile(memory, at + READ, position);
            if (!target.hasRemaining()) {
                target.flip();
                stamp = stamped == NONE ? 0 : stamped;
                return stamp;
            }
        }
        return NONE;
    }

    private ByteBuffer target(byte kind, int total) throws ProtocolViolation {
        ByteBuffer begun = message;
        if (begun == null) {
            if (total < 0 || total > maxMessage) {
                throw new ProtocolViolation("a message announces " + total + " bytes; the limit is " + maxMessage);
            }
            begun = ByteBuffer.allocate(total);
            message = begun;
            this.kind = kind;
        }
        return begun;
    }

    private void get(long at, ByteBuffer target, int length) {
        int first = Math.min(length, untilEnd(at));
        target.put(target.position(), memory, index(at), first);
        target.put(target.position() + first, memory, index(at + first), length - first);
        target.position(target.position() + length);
    }

    /** The kind of the message that {@link #next} has read. */
    byte kind() {
        return kind;
    }

    long id() {
        return id;
    }

    /** The message that {@link #next} has read; the caller's own. */
    ByteBuffer take() {
        ByteBuffer whole = message;
        if (stamp == NONE || whole == null) {
            throw new IllegalStateException("no message was read");
        }
        stamp = NONE;
        message = null;
        return whole;
    }
}
