package org.concurrencybench.process.api;

/** The task was stopped by its submitter's will: cancelled, or out of time. It does not run any more. */
public abstract sealed class StoppedTaskException extends ProcessPoolException
        permits TaskCancelledException, TaskTimeoutException {
    StoppedTaskException(String message) {
        super(message, null);
    }
}
