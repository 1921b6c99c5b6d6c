package org.concurrencybench.core.api;

/**
 * What a running task may ask of the concurrency model that runs it. Safe for use by all tasks of a session at once.
 */
public interface TaskContext {
    /** Whether the session is being shut down, so that a long task should stop early by throwing. */
    boolean isCancelled();

    /**
     * A service whose client belongs to the model, such as {@link BlockingHttp}.
     *
     * @throws UnsupportedOperationException when this model does not offer it; the message names both
     */
    <C> C capability(Class<C> type);
}
