package org.concurrencybench.core.workloads.straggler;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.AsyncContext;

/** Delays by a clock, completed on two threads; a delay that is cancelled is taken off the clock. */
class ClockAndThreads implements AsyncContext, AutoCloseable {
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2);

    ClockAndThreads() {
        threads.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Executor executor() {
        return threads;
    }

    @Override
    public CompletableFuture<Void> delay(Duration delay) {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        Future<?> timer = threads.schedule(() -> passed.complete(null), delay.toNanos(), TimeUnit.NANOSECONDS);
        passed.whenComplete((nothing, cancelled) -> timer.cancel(false));
        return passed;
    }

    int pending() {
        return threads.getQueue().size();
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public <C> C capability(Class<C> type) {
        throw new UnsupportedOperationException(type.getName());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
