package org.concurrencybench.threads;

import java.util.Map;
import java.util.function.Function;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.model.BlockingTaskContext;
import org.concurrencybench.core.model.Carriers;
import org.jspecify.annotations.Nullable;

/**
 * Runs what is submitted up to a flush in a scope of its own, which the flush joins. A scope belongs to the thread that
 * opened it, which is the driver of the session.
 */
final class ScopeSession<I, O> implements Session<I, O> {
    private final String model;
    private final BlockingTaskContext context;
    private final Function<Task<I, O>, Runnable> toRunnable;
    private @Nullable TaskScope scope;

    ScopeSession(String model, BlockingTaskContext context, Function<Task<I, O>, Runnable> toRunnable) {
        this.model = model;
        this.context = context;
        this.toRunnable = toRunnable;
    }

    @Override
    public void submit(Task<I, O> task) {
        if (context.isCancelled()) {
            throw new IllegalStateException("the session of model '" + model + "' is closed");
        }
        TaskScope open = scope;
        if (open == null) {
            open = TaskScope.awaitingAll();
            scope = open;
        }
        open.fork(toRunnable.apply(task));
    }

    /** Returns when all that was submitted has ended, or the thread is interrupted; it stays so then. */
    @Override
    public void flush() {
        TaskScope open = scope;
        if (open != null) {
            try {
                open.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the scope stays open, to be closed with the session
                return;
            }
            open.close();
            scope = null;
        }
    }

    @Override
    public Map<String, String> inEffect() {
        return Carriers.inEffect();
    }

    /** Interrupts running tasks, and waits until they have ended. */
    @Override
    public void close() {
        context.cancel();
        context.close(); // wakes tasks that wait for an answer: not every read heeds an interrupt
        TaskScope open = scope;
        if (open != null) {
            scope = null;
            open.abandon();
        }
    }
}
