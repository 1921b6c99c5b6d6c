package org.concurrencybench.process.coordination;

import org.jspecify.annotations.Nullable;

/**
 * A call of a {@link SharedService} that could not be made, or not be answered as its method says: the owner is gone, a
 * value cannot be encoded, or the object threw what this process cannot make. The message says which; the cause is what
 * was thrown, or prints like it.
 */
public final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ServiceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
