package org.concurrencybench.process.pool;

import org.jspecify.annotations.Nullable;

/** A worker did not become ready: the JVM did not start, did not connect in time, or its function could not be opened. */
public final class WorkerStartException extends ProcessPoolException {
    WorkerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
