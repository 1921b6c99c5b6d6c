package org.concurrencybench.process.api;

import org.jspecify.annotations.Nullable;

/** An input or output could not be encoded, decoded or sent; it failed this task only, and the worker continues. */
public final class PayloadException extends ProcessPoolException {
    /** Made by the library; public so that tests of its users can make one. */
    public PayloadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    private PayloadException(String message) {
        super(message);
    }

    /**
     * For the library itself. One that is made before it is needed, for when there is no memory to make it: it has no
     * trace, and suppresses nothing.
     */
    public static PayloadException madeBefore(String message) {
        return new PayloadException(message);
    }
}
