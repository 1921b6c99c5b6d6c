package org.concurrencybench.async;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;
import org.jspecify.annotations.Nullable;

/** A task as the one stage that supplies its output, and as what follows that stage. */
final class Stage<I, O> implements Supplier<O>, BiConsumer<O, @Nullable Throwable> {
    private final Task<I, O> task;
    private final Workload<I, O> workload;
    private final TaskContext context;
    private long start; // these two: written by the stage, read by what follows it
    private long end;

    Stage(Task<I, O> task, Workload<I, O> workload, TaskContext context) {
        this.task = task;
        this.workload = workload;
        this.context = context;
    }

    @Override
    @SuppressWarnings("InterruptedExceptionSwallowed") // it reaches the task's owner as the cause
    public O get() {
        if (context.isCancelled()) {
            throw new CancellationException("the session was closed before the task ran");
        }
        start = System.nanoTime();
        try {
            O output = workload.run(task.input(), context);
            end = System.nanoTime();
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void accept(O output, @Nullable Throwable failure) {
        if (failure == null) {
            task.succeeded(output, end - start);
        } else {
            task.failed(Chain.cause(failure));
        }
    }
}
