package org.concurrencybench.process.coordination;

import org.jspecify.annotations.Nullable;

/** Why an operation on a shared object could not be done; a switch over the kinds is exhaustive. */
public abstract sealed class CoordinationException extends Exception
        permits BrokenProcessBarrierException, OwnerGoneException, PipeClosedException, QueueClosedException {
    CoordinationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
