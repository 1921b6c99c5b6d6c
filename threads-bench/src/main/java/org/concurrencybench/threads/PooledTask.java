package org.concurrencybench.threads;

import java.util.concurrent.CancellationException;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.model.TaskRunner;

/** A task in the queue of an executor: the only object that is made per task. */
class PooledTask<I, O> implements Runnable {
    final Task<I, O> task;
    final TaskRunner<I, O> runner;

    PooledTask(Task<I, O> task, TaskRunner<I, O> runner) {
        this.task = task;
        this.runner = runner;
    }

    @Override
    public void run() {
        runner.run(task);
    }

    /** Completes a task that never ran. */
    final void abandon() {
        task.failed(new CancellationException("the session was closed before the task ran"));
    }
}
