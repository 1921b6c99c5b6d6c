package org.concurrencybench.process.internal.broker;

import org.jspecify.annotations.Nullable;

/** The broker cannot be reached, now or ever again. */
public final class PortClosedException extends Exception {
    PortClosedException(String message) {
        super(message);
    }

    PortClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
