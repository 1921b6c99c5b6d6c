package org.concurrencybench.threads;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.ExecutorShutdown;
import org.concurrencybench.core.model.TaskRunner;
import org.concurrencybench.core.model.ThreadShortage;

/**
 * Starts a thread for each task. A permit is taken on the submitting thread: a thread costs too much to wait for one.
 */
final class ThreadPerTaskSession<I, O> implements Session<I, O> {
    private final String model;
    private final ExecutorService starter;
    private final BlockingTaskContext context;
    private final TaskRunner<I, O> runner;
    private final Semaphore permits;

    /** {@code starter}: starts a thread for each of what it is given. */
    ThreadPerTaskSession(
            String model,
            ExecutorService starter,
            BlockingTaskContext context,
            TaskRunner<I, O> runner,
            int concurrency) {
        this.model = model;
        this.starter = starter;
        this.context = context;
        this.runner = runner;
        this.permits = new Semaphore(concurrency);
    }

    @Override
    public void submit(Task<I, O> task) throws InterruptedException {
        permits.acquire();
        boolean started = false;
        try {
            starter.execute(() -> run(task));
            started = true;
        } catch (OutOfMemoryError e) {
            throw ThreadShortage.of(model, "one more thread for a task", e);
        } finally {
            if (!started) {
                permits.release();
            }
        }
    }

    private void run(Task<I, O> task) {
        try {
            runner.run(task);
        } finally {
            permits.release();
        }
    }

    /** Interrupts running tasks. */
    @Override
    public void close() {
        context.cancel();
        starter.shutdownNow();
        context.close(); // wakes tasks that wait for an answer: not every read heeds an interrupt
        ExecutorShutdown.await(starter, model);
    }
}
