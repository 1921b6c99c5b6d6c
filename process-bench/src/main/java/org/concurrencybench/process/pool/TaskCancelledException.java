package org.concurrencybench.process.pool;

/** The task was cancelled before it had ended. */
public final class TaskCancelledException extends StoppedTaskException {
    TaskCancelledException() {
        this("the task was cancelled");
    }

    TaskCancelledException(String message) {
        super(message);
    }
}
