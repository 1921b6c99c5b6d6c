package org.concurrencybench.core.jmh;

/** A task of a batch failed; the cause is the first failure of the batch. */
final class TaskFailedException extends RuntimeException {
    private final Throwable failure;

    TaskFailedException(Throwable failure) {
        super(failure.toString(), failure);
        this.failure = failure;
    }

    /** What the task threw. */
    Throwable failure() {
        return failure;
    }
}
