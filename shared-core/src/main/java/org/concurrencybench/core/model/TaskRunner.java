package org.concurrencybench.core.model;

import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/**
 * Runs tasks of one workload on the calling thread: the whole of what a model adds around the blocking form, alike for
 * all models that run tasks in this JVM.
 */
public final class TaskRunner<I, O> {
    private final Workload<I, O> workload;
    private final TaskContext context;

    public TaskRunner(Workload<I, O> workload, TaskContext context) {
        this.workload = workload;
        this.context = context;
    }

    /** Runs {@code task} and completes it; throws nothing. */
    @SuppressWarnings(
            "InterruptedExceptionSwallowed") // it reaches the task's owner as the cause, with the flag restored
    public void run(Task<I, O> task) {
        O output;
        long start = System.nanoTime();
        try {
            output = workload.run(task.input(), context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.failed(e);
            return;
        } catch (Throwable e) {
            task.failed(e);
            return;
        }
        task.succeeded(output, System.nanoTime() - start);
    }
}
