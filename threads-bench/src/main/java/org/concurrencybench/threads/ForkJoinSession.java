package org.concurrencybench.threads;

import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.ExecutorShutdown;
import org.concurrencybench.core.model.TaskRunner;

/** Submits each task to a work-stealing pool. */
final class ForkJoinSession<I, O> implements Session<I, O> {
    private final String model;
    private final ForkJoinPool pool;
    private final BlockingTaskContext context;
    private final TaskRunner<I, O> runner;

    ForkJoinSession(String model, ForkJoinPool pool, BlockingTaskContext context, TaskRunner<I, O> runner) {
        this.model = model;
        this.pool = pool;
        this.context = context;
        this.runner = runner;
    }

    @Override
    public void submit(Task<I, O> task) {
        pool.execute(new ForkedTask<>(task, runner));
    }

    /** The parallelism: workers are started when there is work for them, so a short batch may have had fewer. */
    @Override
    public Map<String, String> inEffect() {
        return Map.of("concurrency", Integer.toString(pool.getParallelism()));
    }

    /** Interrupts running tasks; the pool cancels those that have not run, which fails them. */
    @Override
    public void close() {
        context.cancel();
        pool.shutdownNow();
        context.close(); // wakes tasks that wait for an answer: not every read heeds an interrupt
        ExecutorShutdown.await(pool, model);
    }
}
