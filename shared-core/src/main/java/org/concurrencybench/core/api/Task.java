package org.concurrencybench.core.api;

/**
 * One run of a workload on one input, as a model sees it. Exactly one of {@link #succeeded} and {@link #failed} is
 * called, once.
 *
 * @param <I> what the task is given
 * @param <O> what the task returns
 */
public interface Task<I, O> {
    /** The input, made before the clock started. */
    I input();

    /**
     * The task has ended well. Digests the output on the calling thread.
     *
     * @param busyNanos nanoseconds from the start of the task's run to its end, waits included; 0 or more
     */
    void succeeded(O output, long busyNanos);

    /** The task has failed. */
    void failed(Throwable cause);
}
