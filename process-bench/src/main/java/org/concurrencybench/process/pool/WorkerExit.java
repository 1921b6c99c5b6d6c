package org.concurrencybench.process.pool;

/**
 * How a worker process ended.
 *
 * @param code the exit code as the system gave it: 128 + n after signal n
 * @param by who ended it
 */
public record WorkerExit(int code, By by) {
    /** Who ended a process. */
    public enum By {
        /** Itself: its function had ended, or exited, or a signal came from elsewhere. */
        ITSELF,
        /** {@link WorkerProcess#terminate}. */
        TERMINATE,
        /** {@link WorkerProcess#kill}, or a limit of time. */
        KILL
    }
}
