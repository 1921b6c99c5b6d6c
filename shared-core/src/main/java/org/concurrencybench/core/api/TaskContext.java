package org.concurrencybench.core.api;

/**
 * What a running task may ask of the concurrency model that runs it. Safe for use by all tasks of a session at once.
 */
public interface TaskContext {
    /** Whether the session is being shut down, so that a long task should stop early by throwing. */
    boolean isCancelled();

    /**
     * Runs a computing part of the task, one of {@link Workload#computations}; by default on this thread.
     *
     * @throws Exception what it threw, or why it could not be run elsewhere
     */
    default <A, R> R compute(Computation<A, R> computation, A input) throws Exception {
        return computation.compute(input);
    }

    /**
     * A service whose client belongs to the model: {@link BlockingHttp}, {@link Jdbc} or {@link FanOut}.
     *
     * @throws UnsupportedOperationException when this model does not offer it; the message names both
     */
    <C> C capability(Class<C> type);
}
