package org.concurrencybench.process.pool;

import org.jspecify.annotations.Nullable;

/** A worker did not end as it should: its function's close threw, or it had to be killed. */
public final class WorkerCloseException extends ProcessPoolException {
    WorkerCloseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
