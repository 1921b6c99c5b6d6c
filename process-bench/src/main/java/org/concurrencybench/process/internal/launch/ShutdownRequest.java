package org.concurrencybench.process.internal.launch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.FrameType;

/** A worker that was asked to close its function and exit, and the time that it has for that. */
public final class ShutdownRequest {
    private final long timeoutMillis;
    private final long begin = System.nanoTime();

    private ShutdownRequest(long timeoutMillis) {
        this.timeoutMillis = timeoutMillis;
    }

    /** Asks the worker at the other end of this connection, which says BYE when it has closed its function. */
    public static ShutdownRequest send(Connection open, Duration timeout) throws IOException {
        ShutdownRequest request = new ShutdownRequest(timeout.toMillis());
        open.send(FrameType.SHUTDOWN, ByteBuffer.allocate(0));
        return request;
    }

    /** Whether its time is over. */
    public boolean isOverdue() {
        return System.nanoTime() - begin >= timeoutMillis * 1_000_000;
    }

    /** How long to wait for it at most, 1 or more. */
    public long leftMillis() {
        return Math.max(1, timeoutMillis - (System.nanoTime() - begin) / 1_000_000);
    }

    /** Why it is killed then. */
    public String reason() {
        return "it did not close within " + timeoutMillis + " ms";
    }
}
