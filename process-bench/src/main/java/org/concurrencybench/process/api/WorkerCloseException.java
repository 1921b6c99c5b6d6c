package org.concurrencybench.process.api;

import org.jspecify.annotations.Nullable;

/** A worker did not end as it should: its function's close threw, or it had to be killed. */
public final class WorkerCloseException extends ProcessPoolException {
    /** Made by the library; public so that tests of its users can make one. */
    public WorkerCloseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
