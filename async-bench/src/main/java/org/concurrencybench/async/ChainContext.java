package org.concurrencybench.async;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.AsyncHttp;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.model.ExecutorShutdown;
import org.jspecify.annotations.Nullable;

/** What the chains of one session are given. The clock has one thread for all of them, which only hands over. */
final class ChainContext implements AsyncContext, AutoCloseable {
    private final String model;
    private final Settings settings;
    private final StageExecutor executor;
    private final ScheduledThreadPoolExecutor clock;
    private volatile boolean cancelled;
    private volatile @Nullable AsyncHttpClient http;

    ChainContext(String model, Settings settings) {
        this.model = model;
        this.settings = settings;
        executor = new StageExecutor(model, settings.cpus());
        clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(model + "-clock").factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Executor executor() {
        return executor;
    }

    /** How many threads {@link #executor} has now. */
    int threads() {
        return executor.getPoolSize();
    }

    /** A watch over the threads of {@link #executor}. */
    StageWatch watched() {
        return new StageWatch(executor);
    }

    /** Whether the calling thread is one of {@link #executor}. */
    boolean isOnExecutor() {
        return executor.isCurrent();
    }

    @Override
    public CompletableFuture<Void> delay(Duration delay) {
        return Delay.of(delay.toNanos(), clock, executor);
    }

    int delaysPending() {
        return clock.getQueue().size();
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public <C> C capability(Class<C> type) {
        if (type == AsyncHttp.class) {
            AsyncHttpClient ready = http;
            return type.cast(ready == null ? openHttp() : ready);
        }
        throw new UnsupportedOperationException("model '" + model + "' offers chains no " + type.getSimpleName()
                + "; it offers " + AsyncHttp.class.getSimpleName());
    }

    private synchronized AsyncHttpClient openHttp() {
        if (cancelled) {
            throw new IllegalStateException("the session of model '" + model + "' is closed");
        }
        AsyncHttpClient ready = http;
        if (ready == null) {
            ready = new AsyncHttpClient(model, settings.cpus(), settings.concurrency(), executor);
            http = ready;
        }
        return ready;
    }

    /** Ends the clock, the clients and the executor; delays and calls in flight may never complete. */
    @Override
    public void close() throws InterruptedException {
        cancel();
        ExecutorShutdown.await(clock, model);
        try {
            closeHttp();
        } finally {
            ExecutorShutdown.await(executor, model);
        }
    }

    private synchronized void closeHttp() throws InterruptedException {
        AsyncHttpClient ready = http;
        if (ready != null) {
            ready.close();
        }
    }
}
