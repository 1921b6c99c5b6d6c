package org.concurrencybench.core.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * What a chain of stages may ask of the concurrency model that runs it. Safe for use by all tasks of a session at once.
 */
public interface AsyncContext {
    /** Where the computing stages of a task run. */
    Executor executor();

    /** A stage that completes on {@link #executor()} once {@code delay} has passed; no thread waits for it. */
    CompletableFuture<Void> delay(Duration delay);

    /**
     * A stage that runs a computing part of the task, one of {@link Workload#computations}, and completes on
     * {@link #executor()}; by default it also runs there.
     */
    default <A, R> CompletableFuture<R> compute(Computation<A, R> computation, A input) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return computation.compute(input);
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                executor());
    }

    /** Whether the session is being shut down, so that a long task should stop early by completing exceptionally. */
    boolean isCancelled();

    /**
     * A service whose client belongs to the model, such as {@link AsyncHttp}.
     *
     * @throws UnsupportedOperationException when this model does not offer it; the message names both
     */
    <C> C capability(Class<C> type);
}
