package org.concurrencybench.process.coordination;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.concurrencybench.process.internal.wire.ThrowableFormat;
import org.jspecify.annotations.Nullable;

/**
 * How a call of a service ended, as it goes back: a byte for the kind, and what belongs to it.
 *
 * @param bytes the encoded result, the throwable as data, or a text
 */
record ServiceResult(Kind kind, ByteBuffer bytes) {
    private static final int MOST_THROWABLE_BYTES = 256 << 10;

    /** What a result is. */
    enum Kind {
        RETURNED,
        /** It returned null, or nothing. */
        RETURNED_NULL,
        THREW,
        /** It was not called, or its result cannot be encoded. */
        FAILED;

        byte code() {
            return (byte)
                    switch (this) {
                        case RETURNED -> 0;
                        case RETURNED_NULL -> 1;
                        case THREW -> 2;
                        case FAILED -> 3;
                    };
        }
    }

    static ServiceResult returned(@Nullable ByteBuffer result) {
        return result == null
                ? new ServiceResult(Kind.RETURNED_NULL, ByteBuffer.allocate(0))
                : new ServiceResult(Kind.RETURNED, result);
    }

    static ServiceResult threw(Throwable thrown) {
        return new ServiceResult(Kind.THREW, ThrowableFormat.encode(thrown, MOST_THROWABLE_BYTES));
    }

    static ServiceResult failed(String why) {
        return new ServiceResult(Kind.FAILED, ByteBuffer.wrap(why.getBytes(StandardCharsets.UTF_8)));
    }

    ByteBuffer encode() {
        return ByteBuffer.allocate(1 + bytes.remaining())
                .put(kind.code())
                .put(bytes.duplicate())
                .flip();
    }

    static ServiceResult decode(ByteBuffer encoded) {
        int code = encoded.hasRemaining() ? encoded.get() : -1;
        for (Kind kind : Kind.values()) {
            if (kind.code() == code) {
                return new ServiceResult(kind, encoded);
            }
        }
        return failed("the answer has the unknown kind " + code);
    }

    String text() {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
