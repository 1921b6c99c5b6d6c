package org.concurrencybench.process.api;

/** The task was cancelled before it had ended. */
public final class TaskCancelledException extends StoppedTaskException {
    public TaskCancelledException() {
        this("the task was cancelled");
    }

    public TaskCancelledException(String message) {
        super(message);
    }
}
