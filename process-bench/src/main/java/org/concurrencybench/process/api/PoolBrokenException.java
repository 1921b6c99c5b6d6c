package org.concurrencybench.process.api;

import org.jspecify.annotations.Nullable;

/**
 * The pool has given up, and the cause says why: no worker is alive, and new ones do not get ready, or end before they
 * begin a task.
 */
public final class PoolBrokenException extends ProcessPoolException {
    /** Made by the library; public so that tests of its users can make one. */
    public PoolBrokenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
