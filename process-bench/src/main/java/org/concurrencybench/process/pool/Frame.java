package org.concurrencybench.process.pool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One message. On the wire, big-endian: magic (2 bytes), version (1), type (1), flags (2), attempt (2), length of the payload
 * (4), CRC-32C of the payload (4), task id (8), nanoseconds (8), CRC-32C of all that (4), then the payload.
 *
 * <p>The header has a checksum of its own because a reader trusts the length before it can check the payload: a flipped bit
 * there must not make it wait for bytes that never come.
 *
 * @param id the task's number; 0 where there is no task
 * @param attempt how often this task was handed out before
 * @param nanos how long the task ran, in RESULT and FAILURE
 * @param payload the bytes between position and limit; valid until the next frame is read
 */
record Frame(FrameType type, int flags, int attempt, long id, long nanos, ByteBuffer payload) {
    static final int HEADER_BYTES = 36;
    static final short MAGIC = (short) 0xCB9E;
    static final byte VERSION = 1;

    /** Flags: the payload is a descriptor of the real one, which a {@link MappedInbox} has, or will have when more of it has been put. */
    static final int MAPPED = 1;

    static final int MAPPED_PART = 2;

    private static final int CHECKED_BYTES = 32;

    static void putHeader(
            ByteBuffer target, FrameType type, int flags, int attempt, long id, long nanos, ByteBuffer payload) {
        int start = target.position();
        target.putShort(MAGIC).put(VERSION).put(type.code);
        target.putShort((short) flags).putShort((short) attempt);
        target.putInt(payload.remaining()).putInt(checksum(payload, payload.position(), payload.remaining()));
        target.putLong(id).putLong(nanos);
        target.putInt(checksum(target, start, CHECKED_BYTES));
    }

    /** The length of the payload that the header at {@code start} announces. */
    static int checkedLength(ByteBuffer bytes, int start, int maxPayload) throws ProtocolViolation {
        if (bytes.getShort(start) != MAGIC || bytes.get(start + 2) != VERSION) {
            throw new ProtocolViolation("not a frame of version " + VERSION + ": it starts with "
                    + Integer.toHexString(bytes.getInt(start)));
        }
        if (bytes.getInt(start + CHECKED_BYTES) != checksum(bytes, start, CHECKED_BYTES)) {
            throw new ProtocolViolation("the checksum of a frame's header is wrong");
        }
        int length = bytes.getInt(start + 8);
        if (length < 0 || length > maxPayload) {
            throw new ProtocolViolation("a frame announces " + length + " bytes; the limit is " + maxPayload);
        }
        return length;
    }

    /** The frame whose checked header stands at {@code start}. */
    static Frame read(ByteBuffer bytes, int start, ByteBuffer payload) throws ProtocolViolation {
        if (bytes.getInt(start + 12) != checksum(payload, payload.position(), payload.remaining())) {
            throw new ProtocolViolation("the checksum of a frame's payload is wrong");
        }
        return new Frame(
                FrameType.of(bytes.get(start + 3)),
                bytes.getShort(start + 4),
                bytes.getShort(start + 6),
                bytes.getLong(start + 16),
                bytes.getLong(start + 24),
                payload);
    }

    /** The same frame with the payload that its own describes. */
    Frame with(ByteBuffer described) {
        return new Frame(type, 0, attempt, id, nanos, described);
    }

    private static int checksum(ByteBuffer bytes, int start, int length) {
        if (length == 0) {
            return 0;
        }
        CRC32C crc = new CRC32C();
        if (bytes.hasArray()) {
            crc.update(bytes.array(), bytes.arrayOffset() + start, length);
        } else {
            crc.update(bytes.duplicate().limit(start + length).position(start));
        }
        return (int) crc.getValue();
    }
}
