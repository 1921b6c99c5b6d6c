package org.concurrencybench.async;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.ExecutorShutdown;

/** Runs each task as one stage. Its threads bound the tasks in flight: cpus of them, or fewer when fewer are wanted. */
final class StageSession<I, O> implements Session<I, O> {
    private final String model;
    private final Workload<I, O> workload;
    private final BlockingTaskContext context;
    private final StageExecutor executor;
    private final String boundedBy;

    StageSession(String model, Workload<I, O> workload, Settings settings) {
        int threads = Math.min(settings.cpus(), settings.concurrency());
        this.model = model;
        this.workload = workload;
        this.context = new BlockingTaskContext(model, threads);
        this.executor = new StageExecutor(model, threads);
        this.boundedBy = threads == settings.cpus() ? "cpus" : "concurrency";
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the stage itself completes the task
    public void submit(Task<I, O> task) {
        Stage<I, O> stage = new Stage<>(task, workload, context);
        CompletableFuture.supplyAsync(stage, executor).whenComplete(stage);
    }

    @Override
    public Map<String, String> inEffect() {
        return Map.of(boundedBy, Integer.toString(executor.getPoolSize()));
    }

    @Override
    public Optional<String> remark() {
        return Optional.of(CompletableFutureChains.asOneStage(executor.getPoolSize()));
    }

    /** Interrupts running tasks and fails those that have not run. */
    @Override
    public void close() {
        context.cancel();
        executor.shutdownNow().forEach(Runnable::run); // each fails at once, as the context is cancelled
        context.close();
        ExecutorShutdown.await(executor, model);
    }
}
