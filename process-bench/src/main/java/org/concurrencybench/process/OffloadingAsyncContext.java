package org.concurrencybench.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.Computation;

/**
 * A context whose computing parts run in workers; no thread waits for them.
 *
 * @param own the context that the waiting model has made
 */
record OffloadingAsyncContext(AsyncContext own, ComputationPool pool) implements AsyncContext {
    @Override
    public Executor executor() {
        return own.executor();
    }

    @Override
    public CompletableFuture<Void> delay(Duration delay) {
        return own.delay(delay);
    }

    @Override
    public <A, R> CompletableFuture<R> compute(Computation<A, R> computation, A input) {
        return pool.compute(computation, input, own.executor());
    }

    @Override
    public boolean isCancelled() {
        return own.isCancelled();
    }

    @Override
    public <C> C capability(Class<C> type) {
        return own.capability(type);
    }
}
