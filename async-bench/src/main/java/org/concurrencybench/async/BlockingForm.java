package org.concurrencybench.async;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.model.BlockingTaskContext;

/** The blocking form of a workload as one stage, which holds a thread of its executor to the end. */
final class BlockingForm<I, O> implements TaskForm<I, O> {
    private final Workload<I, O> workload;
    private final BlockingTaskContext context;
    private final Executor executor;

    BlockingForm(Workload<I, O> workload, BlockingTaskContext context, Executor executor) {
        this.workload = workload;
        this.context = context;
        this.executor = executor;
    }

    @Override
    public CompletionStage<O> start(I input) {
        return CompletableFuture.supplyAsync(() -> run(input), executor);
    }

    @SuppressWarnings("InterruptedExceptionSwallowed") // it reaches the task's owner as the cause
    private O run(I input) {
        if (context.isCancelled()) {
            throw new CancellationException("the session was closed before the task ran");
        }
        try {
            return workload.run(input, context);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void cancel() {
        context.cancel();
    }

    @Override
    public void close() {
        context.close();
    }
}
