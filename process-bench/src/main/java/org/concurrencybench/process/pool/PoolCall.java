package org.concurrencybench.process.pool;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.concurrencybench.process.api.ProcessPoolException;

/**
 * A call of a pool's function with one input: what {@link ProcessPool#asExecutorService} can run. Called directly, it
 * hands the task to the pool and waits for it.
 */
public final class PoolCall<O> implements Callable<O> {
    private final Submitter<O> submitter;

    /** Submits the task if there is room within this many nanoseconds. */
    interface Submitter<O> {
        Optional<CompletableFuture<O>> submit(long timeoutNanos) throws InterruptedException;
    }

    PoolCall(Submitter<O> submitter) {
        this.submitter = submitter;
    }

    /** Empty when there was no room in time. */
    Optional<CompletableFuture<O>> start(long timeoutNanos) throws InterruptedException {
        return submitter.submit(timeoutNanos);
    }

    /** Waits for room as long as it takes. */
    CompletableFuture<O> start() throws InterruptedException {
        return start(Long.MAX_VALUE).orElseThrow();
    }

    /**
     * The output.
     *
     * @throws ProcessPoolException how the task failed
     */
    @Override
    public O call() throws ProcessPoolException, InterruptedException {
        CompletableFuture<O> future = start();
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProcessPoolException known) {
                throw known;
            }
            throw new AssertionError("a pool fails its tasks with its own exceptions", e);
        }
    }

    /** This call for methods that want a {@link Runnable}. Run directly, it throws what went wrong as a cause. */
    public Runnable asRunnable() {
        return new Action(this);
    }

    /** A call whose output nobody wants. */
    record Action(PoolCall<?> call) implements Runnable {
        @Override
        public void run() {
            try {
                Object unused = call.call();
            } catch (ProcessPoolException e) {
                throw new CompletionException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CompletionException(e);
            }
        }
    }
}
