package org.concurrencybench.threads;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.ExecutorShutdown;

/** A session that hands each task to an executor. */
final class ExecutorSession<I, O> implements Session<I, O> {
    private final String model;
    private final ExecutorService executor;
    private final BlockingTaskContext context;
    private final Function<Task<I, O>, PooledTask<I, O>> toRunnable;
    private final Supplier<Map<String, String>> inEffect;

    ExecutorSession(
            String model,
            ExecutorService executor,
            BlockingTaskContext context,
            Function<Task<I, O>, PooledTask<I, O>> toRunnable,
            Supplier<Map<String, String>> inEffect) {
        this.model = model;
        this.executor = executor;
        this.context = context;
        this.toRunnable = toRunnable;
        this.inEffect = inEffect;
    }

    @Override
    public void submit(Task<I, O> task) {
        executor.execute(toRunnable.apply(task));
    }

    @Override
    public Map<String, String> inEffect() {
        return inEffect.get();
    }

    /** Interrupts running tasks and fails those that have not run. */
    @Override
    public void close() {
        context.cancel();
        for (Runnable waiting : executor.shutdownNow()) {
            ((PooledTask<?, ?>) waiting).abandon();
        }
        context.close(); // wakes tasks that wait for an answer: not every read heeds an interrupt
        ExecutorShutdown.await(executor, model);
    }
}
