package org.concurrencybench.process.api;

import org.jspecify.annotations.Nullable;

/** The task was refused, or ended unfinished, because the pool has been closed. */
public final class PoolClosedException extends ProcessPoolException {
    /** Made by the library; public so that tests of its users can make one. */
    public PoolClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
