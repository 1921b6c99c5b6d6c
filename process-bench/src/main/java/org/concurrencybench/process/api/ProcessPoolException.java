package org.concurrencybench.process.api;

import org.jspecify.annotations.Nullable;

/** Whatever can go wrong with a task or the pool; a switch over the kinds is exhaustive. */
public abstract sealed class ProcessPoolException extends Exception
        permits PayloadException,
                PoolBrokenException,
                PoolClosedException,
                StoppedTaskException,
                TaskFailedException,
                WorkerCloseException,
                WorkerDiedException,
                WorkerStartException {
    ProcessPoolException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** One that is made before it is needed, so that its trace would say nothing. */
    ProcessPoolException(String message) {
        super(message, null, false, false);
    }
}
