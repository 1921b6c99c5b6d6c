package org.concurrencybench.async;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.concurrencybench.core.api.Task;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * One task on its way through Reactor. It is completed once, whatever comes first: its end, or that the session is
 * closed and disposes of it, in flight or still waiting.
 */
final class ReactorTask<I, O> implements Task<I, O>, BiFunction<O, @Nullable Throwable, @Nullable Void>, Disposable {
    private final Task<I, O> task;
    private final AtomicBoolean completed = new AtomicBoolean();
    private long start; // before the stage that reads it is attached

    ReactorTask(Task<I, O> task) {
        this.task = task;
    }

    /** Starts it; the returned stage ends well when the task has ended, well or not: nothing here fails the flow. */
    CompletionStage<Void> start(TaskForm<I, O> form) {
        start = System.nanoTime();
        CompletionStage<O> stage;
        try {
            stage = form.start(input());
        } catch (Throwable e) {
            failed(e);
            return CompletableFuture.completedFuture(null);
        }
        return stage.handle(this);
    }

    @Override
    public @Nullable Void apply(O output, @Nullable Throwable failure) {
        if (failure == null) {
            succeeded(output, System.nanoTime() - start);
        } else {
            failed(Chain.cause(failure));
        }
        return null;
    }

    @Override
    public I input() {
        return task.input();
    }

    @Override
    public void succeeded(O output, long busyNanos) {
        if (completed.compareAndSet(false, true)) {
            task.succeeded(output, busyNanos);
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (completed.compareAndSet(false, true)) {
            task.failed(cause);
        }
    }

    /** Fails it, since the session is closed. */
    @Override
    public void dispose() {
        if (!completed.get()) {
            failed(new CancellationException("the session was closed before the task ended"));
        }
    }

    @Override
    public boolean isDisposed() {
        return completed.get();
    }
}
