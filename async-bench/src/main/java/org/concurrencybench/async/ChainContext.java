package org.concurrencybench.async;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.model.ExecutorShutdown;
import org.concurrencybench.core.model.OnDemand;

/** What the chains of one session are given. The clock has one thread for all of them, which only hands over. */
final class ChainContext implements ChainHost {
    private final String model;
    private final ChainExecutor executor;
    private final ScheduledThreadPoolExecutor clock;
    private volatile boolean cancelled;
    private final OnDemand<AsyncHttpClient> http;

    ChainContext(String model, Settings settings, ChainExecutor executor) {
        this.model = model;
        this.executor = executor;
        clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(model + "-clock").factory());
        clock.setRemoveOnCancelPolicy(true);
        http = new OnDemand<>(
                model, () -> new AsyncHttpClient(model, settings.cpus(), settings.concurrency(), executor));
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public boolean isOnExecutor() {
        return executor.isCurrent();
    }

    @Override
    public Collection<Thread> watched() {
        return executor.watched();
    }

    @Override
    public Map<String, String> inEffect() {
        return executor.inEffect();
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

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public <C> C capability(Class<C> type) {
        return StageCapabilities.find(model, type, http);
    }

    /** Ends the clock, the clients and the executor; delays and calls in flight may never complete. */
    @Override
    public void close() throws InterruptedException {
        cancel();
        ExecutorShutdown.await(clock, model);
        try {
            closeHttp();
        } finally {
            executor.close();
        }
    }

    private void closeHttp() throws InterruptedException {
        Optional<AsyncHttpClient> opened = http.close();
        if (opened.isPresent()) {
            opened.get().close();
        }
    }
}
