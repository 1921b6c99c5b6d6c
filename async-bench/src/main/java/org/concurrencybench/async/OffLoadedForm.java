package org.concurrencybench.async;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The blocking form of a workload on threads that may block, while the task ends where it began: what
 * {@code run_in_executor} of Python's event loop does.
 */
record OffLoadedForm<I, O>(BlockingForm<I, O> blocking, StageExecutor threads, Executor home)
        implements TaskForm<I, O> {
    @Override
    public CompletionStage<O> start(I input) {
        return blocking.start(input).whenCompleteAsync((output, failure) -> {}, home);
    }

    @Override
    public void cancel() {
        blocking.cancel();
    }

    /** Wakes and interrupts what runs, and ends the threads. */
    @Override
    public void close() {
        threads.shutdownNow();
        blocking.close(); // not every read heeds an interrupt
        threads.close();
    }
}
