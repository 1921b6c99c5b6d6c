package org.concurrencybench.process.pool;

import org.concurrencybench.process.api.TaskCancelledException;
import org.concurrencybench.process.internal.launch.LastResort;
import org.jspecify.annotations.Nullable;

/** The future of one task; cancelling it reaches the task. */
class TaskFuture<O> extends PoolFuture<O> implements Completion<O> {
    private final Stopper stopper;
    private volatile @Nullable WorkItem task;

    TaskFuture(Stopper stopper) {
        super(stopper.callbacks());
        this.stopper = stopper;
    }

    /** Said once, before anybody else sees the future. */
    final void attach(WorkItem item) {
        task = item;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = !isDone() && callbacks().inside(() -> super.cancel(mayInterruptIfRunning));
        WorkItem known = task;
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
    public void succeeded(O output, long busyNanos) {
        task = null; // whoever keeps the future keeps nothing of the input
        while (true) {
            try {
                complete(output);
                return;
            } catch (OutOfMemoryError e) { // telling the stages behind it takes memory
                LastResort.pause();
            }
        }
    }

    @Override
    public void failed(Throwable cause) {
        task = null;
        while (true) {
            try {
                completeExceptionally(cause);
                return;
            } catch (OutOfMemoryError e) {
                LastResort.pause();
            }
        }
    }
}
