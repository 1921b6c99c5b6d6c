package org.concurrencybench.process;

import org.concurrencybench.core.api.Computation;
import org.concurrencybench.core.api.TaskContext;

/**
 * A context whose computing parts run in workers; a task's thread waits for them.
 *
 * @param own the context that the waiting model has made
 */
record OffloadingTaskContext(TaskContext own, ComputationPool pool) implements TaskContext {
    @Override
    public boolean isCancelled() {
        return own.isCancelled();
    }

    @Override
    public <A, R> R compute(Computation<A, R> computation, A input) throws Exception {
        return pool.compute(computation, input);
    }

    @Override
    public <C> C capability(Class<C> type) {
        return own.capability(type);
    }
}
