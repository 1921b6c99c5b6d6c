package org.concurrencybench.core.api;

/**
 * Something that the user asked for cannot be done as asked. The message says what, which value, and what to do next;
 * it is shown alone, without a stack trace.
 */
public final class UsageException extends RuntimeException {
    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
