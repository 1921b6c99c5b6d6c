package org.concurrencybench.process.api;

import org.jspecify.annotations.Nullable;

/**
 * A worker did not become ready: the JVM did not start, did not connect in time, or its function could not be opened.
 */
public final class WorkerStartException extends ProcessPoolException {
    private boolean permanent;
    private boolean outOfTime;

    /** Made by the library; public so that tests of its users can make one. */
    public WorkerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** For the library itself. Says that the next worker would fail in the same way. */
    public WorkerStartException asPermanent() {
        permanent = true;
        return this;
    }

    /** For the library itself. */
    public boolean isPermanent() {
        return permanent;
    }

    /** For the library itself. Says that it took longer than it may. */
    public WorkerStartException asOutOfTime() {
        outOfTime = true;
        return this;
    }

    /** For the library itself. */
    public boolean isOutOfTime() {
        return outOfTime;
    }
}
