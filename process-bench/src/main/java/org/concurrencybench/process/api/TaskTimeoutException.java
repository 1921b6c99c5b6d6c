package org.concurrencybench.process.api;

import java.time.Duration;

/**
 * The task ran longer than it may. Its thread was interrupted, and if that did not help its worker was killed; then the
 * {@link WorkerDiedException} is among what this one suppressed.
 */
public final class TaskTimeoutException extends StoppedTaskException {
    /** Made by the library; public so that tests of its users can make one. */
    public TaskTimeoutException(long limitNanos) {
        super("the task ran longer than its limit of "
                + Duration.ofNanos(limitNanos).toMillis() + " ms: raise taskTimeout if it may");
    }
}
