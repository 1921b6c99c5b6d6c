package org.concurrencybench.process.api;

/** The task was cancelled before it had ended. */
public final class TaskCancelledException extends StoppedTaskException {
    /** Made by the library; public so that tests of its users can make one. */
    public TaskCancelledException() {
        this("the task was cancelled");
    }

    /** Made by the library; public so that tests of its users can make one. */
    public TaskCancelledException(String message) {
        super(message);
    }
}
