package org.concurrencybench.core.jmh;

/** A task of a batch failed; the cause is the first failure of the batch. */
final class BatchFailedException extends RuntimeException {
    private final transient FailedTask failed;

    BatchFailedException(FailedTask failed) {
        super(failed.cause().toString(), failed.cause());
        this.failed = failed;
    }

    /** Which task, and why. */
    FailedTask failed() {
        return failed;
    }
}
