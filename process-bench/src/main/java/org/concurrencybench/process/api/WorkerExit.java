package org.concurrencybench.process.api;

/**
 * How a worker process ended.
 *
 * @param code the exit code; 128 + n after signal n, which looks the same as an exit with that code
 * @param by who ended it
 */
public record WorkerExit(int code, By by) {
    /** Who ended a process. */
    public enum By {
        /** Itself: its function had ended, or exited, or a signal came from elsewhere. */
        ITSELF,
        /** {@code WorkerProcess.terminate}. */
        TERMINATE,
        /** {@code WorkerProcess.kill}, or a limit of time. */
        KILL
    }
}
