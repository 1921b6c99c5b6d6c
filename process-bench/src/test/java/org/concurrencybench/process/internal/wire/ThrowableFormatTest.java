package org.concurrencybench.process.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.concurrencybench.process.api.ThrowableData;
import org.junit.jupiter.api.Test;

/** Throwables as bytes: whatever is thrown, there is something to say, and it fits. */
class ThrowableFormatTest {
    private static final class Broken extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException();
        }

        @Override
        public synchronized Throwable getCause() {
            throw new UnsupportedOperationException("no cause");
        }
    }

    private static Throwable large() {
        Throwable large = new IllegalStateException("x".repeat(100_000));
        for (int i = 0; i < 20; i++) {
            large = new IllegalStateException("ü".repeat(100_000), large);
            large.addSuppressed(new Error("y".repeat(100_000)));
        }
        return large;
    }

    @Test
    void throwableWhoseMethodsThrowIsStillTold() throws Exception {
        ThrowableData data = ThrowableFormat.decode(ThrowableFormat.encode(new Broken(), 1 << 20));
        assertEquals(Broken.class.getName(), data.className());
        assertEquals("(getMessage threw java.lang.IllegalStateException)", data.message());
        assertEquals(List.of(), data.frames());
        assertEquals("no cause", data.cause().message());
    }

    @Test
    void whateverIsThrownFitsTheLimit() throws Exception {
        for (int limit : new int[] {1 << 10, 1 << 14, 1 << 16, 1 << 20}) {
            ByteBuffer bytes = ThrowableFormat.encode(large(), limit);
            assertTrue(bytes.remaining() <= limit, bytes.remaining() + " bytes where " + limit + " are the limit");
            ThrowableData data = ThrowableFormat.decode(bytes);
            assertEquals("java.lang.IllegalStateException", data.className());
            assertTrue(data.message().startsWith("üüü"));
        }
    }
}
