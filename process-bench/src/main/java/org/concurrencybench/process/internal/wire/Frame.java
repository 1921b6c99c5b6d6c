package org.concurrencybench.process.internal.wire;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One message. On the wire, big-endian: magic (2 bytes), version (1), type (1), flags (2), attempt (2), length of the
 * payload (4), CRC-32C of the payload (4), task id (8), nanoseconds (8), CRC-32C of all that (4), then the payload.
 *
 * <p>The header has a checksum of its own because a reader trusts the length before it can check the payload: a flipped
 * bit there must not make it wait for bytes that never come.
 *
 * @param id the task's number; 0 where there is no task
 * @param attempt how often this task was handed out before
 * @param nanos how long the task ran, in RESULT and FAILURE
 * @param payload the bytes between position and limit; valid until the next frame is read
 */
public record Frame(FrameType type, int flags, int attempt, long id, long nanos, ByteBuffer payload) {
    public static final int HEADER_BYTES = 36;
    static final short MAGIC = (short) 0xCB9E;
    static final byte VERSION = 1;

    /**
     * Flags: the payload is a descriptor of the real one, which a {@link MappedReader} has, or will have when more of
     * it has been put.
     */
    static final int MAPPED = 1;

    static final int MAPPED_PART = 2;

    private static final int CHECKED_BYTES = 32;

    /** Puts a header into a buffer that has an array. */
    public static void putHeader(
            ByteBuffer target, FrameType type, int flags, int attempt, long id, long nanos, ByteBuffer payload) {
        int start = target.position();
        putHeader(
                target.array(),
                target.arrayOffset() + start,
                type.code,
                flagsAndAttempt(flags, attempt),
                payload.remaining(),
                checksum(payload),
                id,
                nanos);
        target.position(start + HEADER_BYTES);
    }

    /**
     * Puts a header at {@code at}; {@code flags} stand in the upper half of {@code flagsAndAttempt}.
     *
     * <p>Byte by byte, without a call for any of them: behind each put into a buffer there are a dozen methods, and a
     * young JVM would compile them here and in every caller of this one.
     */
    static void putHeader(
            byte[] target,
            int at,
            byte type,
            int flagsAndAttempt,
            int length,
            int payloadChecksum,
            long id,
            long nanos) {
        target[at] = (byte) (MAGIC >>> 8);
        target[at + 1] = (byte) MAGIC;
        target[at + 2] = VERSION;
        target[at + 3] = type;
        putInt(target, at + 4, flagsAndAttempt);
        putInt(target, at + 8, length);
        putInt(target, at + 12, payloadChecksum);
        putInt(target, at + 16, (int) (id >>> Integer.SIZE));
        putInt(target, at + 20, (int) id);
        putInt(target, at + 24, (int) (nanos >>> Integer.SIZE));
        putInt(target, at + 28, (int) nanos);
        putInt(target, at + CHECKED_BYTES, checksum(target, at, CHECKED_BYTES));
    }

    /** Both in one, as they stand in a header. */
    static int flagsAndAttempt(int flags, int attempt) {
        return (flags << Short.SIZE) | (attempt & 0xFFFF);
    }

    private static void putInt(byte[] target, int at, int value) {
        target[at] = (byte) (value >>> 24);
        target[at + 1] = (byte) (value >>> 16);
        target[at + 2] = (byte) (value >>> 8);
        target[at + 3] = (byte) value;
    }

    private static int getInt(byte[] bytes, int at) {
        return (bytes[at] << 24)
                | ((bytes[at + 1] & 0xFF) << 16)
                | ((bytes[at + 2] & 0xFF) << 8)
                | (bytes[at + 3] & 0xFF);
    }

    private static long getLong(byte[] bytes, int at) {
        return ((long) getInt(bytes, at) << Integer.SIZE) | (getInt(bytes, at + 4) & 0xFFFF_FFFFL);
    }

    /** The length of the payload that the header at {@code start} announces. */
    public static int checkedLength(byte[] bytes, int start, int maxPayload) throws ProtocolViolation {
        if (bytes[start] != (byte) (MAGIC >>> 8) || bytes[start + 1] != (byte) MAGIC || bytes[start + 2] != VERSION) {
            throw new ProtocolViolation("not a frame of version " + VERSION + ": it starts with "
                    + Integer.toHexString(getInt(bytes, start)));
        }
        if (getInt(bytes, start + CHECKED_BYTES) != checksum(bytes, start, CHECKED_BYTES)) {
            throw new ProtocolViolation("the checksum of a frame's header is wrong");
        }
        int length = getInt(bytes, start + 8);
        if (length < 0 || length > maxPayload) {
            throw new ProtocolViolation("a frame announces " + length + " bytes; the limit is " + maxPayload);
        }
        return length;
    }

    /** The frame whose checked header stands at {@code start}. */
    public static Frame read(byte[] bytes, int start, ByteBuffer payload) throws ProtocolViolation {
        if (getInt(bytes, start + 12) != checksum(payload)) {
            throw new ProtocolViolation("the checksum of a frame's payload is wrong");
        }
        return new Frame(
                FrameType.of(bytes[start + 3]),
                getInt(bytes, start + 4) >> Short.SIZE,
                (short) getInt(bytes, start + 4),
                getLong(bytes, start + 16),
                getLong(bytes, start + 24),
                payload);
    }

    /** The same frame with the payload that its own describes. */
    Frame with(ByteBuffer described) {
        return new Frame(type, 0, attempt, id, nanos, described);
    }

    private static int checksum(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            return checksum(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }
        if (!bytes.hasRemaining()) {
            return 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    /** Of no bytes at all it is 0. */
    static int checksum(byte[] bytes, int start, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, start, length);
        return (int) crc.getValue();
    }
}
