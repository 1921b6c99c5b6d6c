package org.concurrencybench.process.api;

/**
 * The task threw. Its throwable stays in the worker and comes back as data; the cause of this exception is a stand-in
 * with its stack trace.
 */
public final class TaskFailedException extends ProcessPoolException {
    private final transient ThrowableData thrown;

    /** Made by the library; public so that tests of its users can make one. */
    public TaskFailedException(ThrowableData thrown) {
        super("the task threw " + thrown.summary(), thrown.standIn());
        this.thrown = thrown;
    }

    /** What the task threw. */
    public ThrowableData thrown() {
        return thrown;
    }
}
