package org.concurrencybench.process.pool;

import org.concurrencybench.process.api.StoppedTaskException;
import org.concurrencybench.process.api.TaskCancelledException;
import org.concurrencybench.process.internal.wire.FrameType;

/**
 * Stops tasks. One that waits is taken out of the backlog. One that a worker has is forgotten there if it has not
 * begun; else its thread is interrupted, and when it is still there after a grace the worker and all that it started
 * are killed.
 *
 * @implNote A task's way from the backlog into a worker is guarded by {@link WorkItem#stop}: it is set before the
 *     backlog is searched, and looked at after the task is in flight. So one of both sides sees the other.
 */
final class Stopper {
    private final TaskTracker tracker;
    /** Checks the workers for tasks that are out of time. */
    private final PoolTimer timer;

    private final CallbackThreads callbacks;
    private final long graceNanos;

    Stopper(TaskTracker tracker, CallbackThreads callbacks, PoolTimer timer, long graceNanos) {
        this.tracker = tracker;
        this.timer = timer;
        this.callbacks = callbacks;
        this.graceNanos = graceNanos;
    }

    /** Sees to it that tasks with such a limit are stopped in time. */
    void ensureTimeout(long limitNanos) {
        timer.every(Math.clamp(limitNanos / 8, 5_000_000, 1_000_000_000));
    }

    CallbackThreads callbacks() {
        return callbacks;
    }

    /** Takes back a task that has not begun. One that has begun runs to its end. */
    void withdraw(WorkItem task) {
        if (!tracker.withdraw(task, new TaskCancelledException())) {
            WorkItem.Holder holder = task.holder();
            if (holder != null) {
                holder.send(FrameType.WITHDRAW, task);
            }
        }
    }

    /** Ends a task wherever it is. It fails for this reason when it does not run any more. */
    void stop(WorkItem task, StoppedTaskException reason) {
        if (!task.stopFor(reason) || tracker.withdraw(task, reason)) {
            return;
        }
        WorkItem.Holder holder = task.holder();
        if (holder != null && holder.send(FrameType.STOP, task)) {
            timer.after(graceNanos, () -> killHolder(task, holder));
        }
    }

    private void killHolder(WorkItem task, WorkItem.Holder holder) {
        if (holder.holds(task)) {
            holder.kill("a task did not stop within " + graceNanos / 1_000_000 + " ms after its interrupt");
        }
    }
}
