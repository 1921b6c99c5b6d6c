package org.concurrencybench.process.coordination;

/** The coordinator that owns the object was closed, or its process has ended: no object of it works any more. */
public final class OwnerGoneException extends CoordinationException {
    OwnerGoneException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
