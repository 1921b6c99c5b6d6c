package org.concurrencybench.process.api;

import org.jspecify.annotations.Nullable;

/**
 * A worker did not become ready: the JVM did not start, did not connect in time, or its function could not be opened.
 */
public final class WorkerStartException extends ProcessPoolException {
    private boolean permanent;
    private boolean outOfTime;

    public WorkerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Says that the next worker would fail in the same way. */
    public WorkerStartException asPermanent() {
        permanent = true;
        return this;
    }

    public boolean isPermanent() {
        return permanent;
    }

    /** Says that it took longer than it may. */
    public WorkerStartException asOutOfTime() {
        outOfTime = true;
        return this;
    }

    public boolean isOutOfTime() {
        return outOfTime;
    }
}
