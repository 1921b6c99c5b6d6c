package org.concurrencybench.process.pool;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The future of one task; cancelling it reaches the task. */
class TaskFuture<O> extends CompletableFuture<O> implements Completion<O> {
    private final Stopper stopper;
    private @Nullable Submission task;

    TaskFuture(Stopper stopper) {
        this.stopper = stopper;
    }

    /** Said once, before anybody else sees the future. */
    final void stands(Submission submission) {
        task = submission;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = !isDone() && super.cancel(mayInterruptIfRunning);
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
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>(); // a stage behind it is no task
    }

    @Override
    public void succeeded(O output, long busyNanos) {
        complete(output);
    }

    @Override
    public void failed(Throwable cause) {
        completeExceptionally(cause);
    }
}
