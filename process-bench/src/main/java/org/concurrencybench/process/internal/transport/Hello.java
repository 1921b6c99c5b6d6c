package org.concurrencybench.process.internal.transport;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** The first message of a worker: the token that it was given, and its pid. */
public final class Hello {
    public static final int TOKEN_BYTES = 32;
    public static final int BYTES = TOKEN_BYTES + Long.BYTES;
    public static final int FRAME_BYTES = Frame.HEADER_BYTES + BYTES;

    private Hello() {}

    /** The whole message, ready to be written. */
    public static ByteBuffer frame(byte[] token, long pid) {
        ByteBuffer payload = ByteBuffer.allocate(BYTES).put(token).putLong(pid).flip();
        ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
        Frame.putHeader(frame, FrameType.HELLO, 0, 0, 0, 0, payload);
        return frame.put(payload).flip();
    }

    /**
     * Why these first bytes of a peer, at most {@link #FRAME_BYTES}, are not those of the worker; null when they are.
     */
    public static @Nullable String rejectionReason(ByteBuffer hello, byte[] token, long pid) {
        String reason = rejectionReason(hello, token);
        if (reason != null) {
            return reason;
        }
        long named = pid(hello);
        return named == pid ? null : "it says that it is process " + named + ", but the worker is " + pid;
    }

    /** The pid in these bytes, which were found to be right. */
    public static long pid(ByteBuffer hello) {
        return hello.getLong(hello.position() - Long.BYTES);
    }

    /** Why these first bytes of a peer of any pid are not right; null when they are, and then they have been read. */
    public static @Nullable String rejectionReason(ByteBuffer hello, byte[] token) {
        if (hello.remaining() < FRAME_BYTES) {
            return "it left before it had said hello";
        }
        try {
            byte[] bytes = new byte[FRAME_BYTES];
            hello.get(bytes);
            int length = Frame.checkedLength(bytes, 0, BYTES);
            Frame frame = Frame.read(bytes, 0, ByteBuffer.wrap(bytes, Frame.HEADER_BYTES, length));
            if (frame.type() != FrameType.HELLO || length != BYTES) {
                return "its first frame was " + frame.type();
            }
            byte[] shown = new byte[TOKEN_BYTES];
            frame.payload().get(shown);
            return MessageDigest.isEqual(shown, token) ? null : "its token is wrong";
        } catch (ProtocolViolation e) {
            return e.getMessage();
        }
    }
}
