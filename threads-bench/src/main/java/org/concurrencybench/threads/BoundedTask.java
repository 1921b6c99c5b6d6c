package org.concurrencybench.threads;

import java.util.concurrent.Semaphore;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.model.TaskRunner;

/** A task that waits in its own virtual thread for its turn: what one would write, as these threads cost so little. */
final class BoundedTask<I, O> extends PooledTask<I, O> {
    private final Semaphore permits;

    BoundedTask(Task<I, O> task, TaskRunner<I, O> runner, Semaphore permits) {
        super(task, runner);
        this.permits = permits;
    }

    @Override
    @SuppressWarnings("InterruptedExceptionSwallowed") // it reaches the task's owner as the cause
    public void run() {
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.failed(e);
            return;
        }
        try {
            runner.run(task);
        } finally {
            permits.release();
        }
    }
}
