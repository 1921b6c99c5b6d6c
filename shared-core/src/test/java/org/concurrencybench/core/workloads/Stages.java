package org.concurrencybench.core.workloads;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.AsyncContext;

/** What chains need that use no clients, on one thread, by whose name they know where they are. */
final class Stages implements AsyncContext, AutoCloseable {
    static final String THREAD = "stages";

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name(THREAD).factory());

    @Override
    public Executor executor() {
        return thread;
    }

    @Override
    public CompletableFuture<Void> delay(Duration delay) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, thread));
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public <C> C capability(Class<C> type) {
        throw new UnsupportedOperationException("no " + type.getSimpleName());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
