package org.concurrencybench.process.pool;

/** The task was cancelled before it had ended. */
public final class TaskCancelledException extends StoppedTaskException {
    TaskCancelledException() {
        super("the task was cancelled");
    }
}
