package org.concurrencybench.process.pool;

import org.jspecify.annotations.Nullable;

/** An input or output could not be encoded, decoded or sent; it failed this task only, and the worker goes on. */
public final class PayloadException extends ProcessPoolException {
    PayloadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    private PayloadException(String message) {
        super(message);
    }

    /** See {@link LastResort}. */
    static PayloadException madeBefore(String message) {
        return new PayloadException(message);
    }
}
