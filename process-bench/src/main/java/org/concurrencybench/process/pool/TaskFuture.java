package org.concurrencybench.process.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The future of one task; cancelling it reaches the task. */
class TaskFuture<O> extends CompletableFuture<O> implements Completion<O> {
    private final Stopper stopper;
    private volatile @Nullable Submission task;

    TaskFuture(Stopper stopper) {
        this.stopper = stopper;
    }

    /** Said once, before anybody else sees the future. */
    final void stands(Submission submission) {
        task = submission;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = !isDone() && stopper.callbacks().inside(() -> super.cancel(mayInterruptIfRunning));
        Submission known = task;
        if (cancelled && known != null) {
            if (mayInterruptIfRunning) {
                stopper.stop(known, new TaskCancelledException());
            } else {
                stopper.withdraw(known);
            }
        }
        return cancelled || isCancelled();
    }

    @Override
    public O get() throws InterruptedException, ExecutionException {
        refuseToWait();
        return super.get();
    }

    @Override
    public O get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (timeout > 0) {
            refuseToWait();
        }
        return super.get(timeout, unit);
    }

    @Override
    public O join() {
        refuseToWait();
        return super.join();
    }

    /** The task's own worker may be the one whose results wait for the end of the completion. */
    private void refuseToWait() {
        if (!isDone() && stopper.callbacks().isInside()) {
            throw new IllegalStateException(
                    "a completion cannot wait for a task of its own pool, since it runs on a thread that receives"
                            + " results: chain with thenCompose, or wait in another thread (thenApplyAsync)");
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>(); // a stage behind it is no task
    }

    @Override
    public void succeeded(O output, long busyNanos) {
        task = null; // whoever keeps the future keeps nothing of the input
        complete(output);
    }

    @Override
    public void failed(Throwable cause) {
        task = null;
        completeExceptionally(cause);
    }
}
