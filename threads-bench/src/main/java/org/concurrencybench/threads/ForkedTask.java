package org.concurrencybench.threads;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinTask;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.model.TaskRunner;
import org.jspecify.annotations.Nullable;

/**
 * A task in a queue of a work-stealing pool: the only object that is made per task. Its tag says whether it is taken.
 */
final class ForkedTask<I, O> extends ForkJoinTask<@Nullable Void> {
    private static final short WAITING = 0;
    private static final short TAKEN = 1;

    private final transient Task<I, O> task;
    private final transient TaskRunner<I, O> runner;

    ForkedTask(Task<I, O> task, TaskRunner<I, O> runner) {
        this.task = task;
        this.runner = runner;
    }

    @Override
    protected boolean exec() {
        if (compareAndSetForkJoinTaskTag(WAITING, TAKEN)) {
            runner.run(task);
        }
        return true;
    }

    /** Completes a task that never ran: what a pool does, when it is shut down, with all that its queues hold. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (compareAndSetForkJoinTaskTag(WAITING, TAKEN)) {
            task.failed(new CancellationException("the session was closed before the task ran"));
        }
        return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public @Nullable Void getRawResult() {
        return null;
    }

    @Override
    protected void setRawResult(@Nullable Void value) {}
}
