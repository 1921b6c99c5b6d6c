package org.concurrencybench.process.internal.child;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.FrameType;

/**
 * Sends a worker's results, several at a time while tasks are short.
 *
 * @implNote A result leaves at once unless more tasks are queued here and the last write was a moment ago; then it
 *     waits for others. A waiting result must not wait for a long task, so the main thread looks every millisecond or
 *     two while it is <em>armed</em>: after a delivery of tasks that left some queued, until nothing moves any more.
 *     Unarmed, every result leaves at once, and nobody need look.
 */
final class ResultBatcher {
    private static final long MAX_BATCH_DELAY_NANOS = 100_000;
    private static final long POLL_MILLIS = 1;

    private final Connection connection;
    private volatile boolean armed;
    private boolean waiting;
    private boolean moved;
    private long lastFlush;

    ResultBatcher(Connection connection) {
        this.connection = connection;
    }

    /** Sends a frame, or lets it wait for a moment when {@code moreQueued}. Called by slots. */
    void send(FrameType type, int attempt, long id, long nanos, ByteBuffer payload, boolean moreQueued)
            throws IOException {
        long now = System.nanoTime();
        connection.sending().lock();
        try {
            connection.gather(type, attempt, id, nanos, payload);
            moved = true;
            if (armed && moreQueued && now - lastFlush < MAX_BATCH_DELAY_NANOS) {
                waiting = true;
            } else {
                flush(now);
            }
        } finally {
            connection.sending().unlock();
        }
    }

    /** How long the main thread may wait for bytes, in milliseconds; 0 is for ever. */
    long timeoutMillis() {
        return armed ? POLL_MILLIS : 0;
    }

    /** Called now and then, and whenever something was received. */
    void flushIfDue(boolean tasksQueued) throws IOException {
        if (!armed && !tasksQueued) {
            return;
        }
        connection.sending().lock();
        try {
            long now = System.nanoTime();
            if (waiting && (!tasksQueued || !moved || now - lastFlush >= MAX_BATCH_DELAY_NANOS)) {
                flush(now);
            }
            armed = tasksQueued && (moved || !armed);
            moved = false;
        } finally {
            connection.sending().unlock();
        }
    }

    private void flush(long now) throws IOException {
        waiting = false;
        lastFlush = now;
        connection.flush();
    }
}
