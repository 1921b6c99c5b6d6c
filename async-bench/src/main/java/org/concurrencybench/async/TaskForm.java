package org.concurrencybench.async;

import java.util.concurrent.CompletionStage;

/**
 * How a task of a workload becomes stages.
 *
 * @param <I> what a task is given
 * @param <O> what a task returns
 */
interface TaskForm<I, O> extends AutoCloseable {
    /** Starts a task; what it throws is the task's failure. */
    CompletionStage<O> start(I input);

    /** Says to running tasks that they should stop. */
    default void cancel() {}

    /** Closes what tasks were given here; those in flight fail. */
    @Override
    default void close() {}
}
