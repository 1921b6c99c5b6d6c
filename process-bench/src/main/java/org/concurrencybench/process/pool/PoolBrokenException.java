package org.concurrencybench.process.pool;

import org.jspecify.annotations.Nullable;

/** The pool has given up, and the cause says why: workers die before they complete anything, or cannot be set up. */
public final class PoolBrokenException extends ProcessPoolException {
    PoolBrokenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
