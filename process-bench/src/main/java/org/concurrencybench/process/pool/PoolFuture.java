package org.concurrencybench.process.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future that depends on tasks of a pool, and cannot be waited for where the pool could not complete it meanwhile.
 */
class PoolFuture<T> extends CompletableFuture<T> {
    private final CallbackThreads callbacks;

    PoolFuture(CallbackThreads callbacks) {
        this.callbacks = callbacks;
    }

    final CallbackThreads callbacks() {
        return callbacks;
    }

    /** A stage behind it is nothing that could be stopped, and must not be waited for either. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new PoolFuture<>(callbacks);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        refuseToWait();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (timeout > 0) {
            refuseToWait();
        }
        return super.get(timeout, unit);
    }

    @Override
    public T join() {
        refuseToWait();
        return super.join();
    }

    /** The task's own worker may be the one whose results wait for the end of the completion. */
    private void refuseToWait() {
        if (!isDone() && callbacks.isInside()) {
            throw new IllegalStateException(
                    "a completion cannot wait for a task of its own pool, since it runs on a thread that receives"
                            + " results: chain with thenCompose, or wait in another thread (thenApplyAsync)");
        }
    }
}
