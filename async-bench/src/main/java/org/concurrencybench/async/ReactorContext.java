package org.concurrencybench.async;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.AsyncHttp;
import org.concurrencybench.core.api.Settings;
import org.jspecify.annotations.Nullable;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What the tasks of one session on Reactor are given: a parallel scheduler with a thread per cpu, its clock, a client.
 */
final class ReactorContext implements AsyncContext, AutoCloseable {
    private final String model;
    private final Settings settings;
    private final SchedulerThreads threads;
    private final Scheduler parallel;
    private volatile boolean cancelled;
    private volatile @Nullable ReactorHttpClient http;

    ReactorContext(String model, Settings settings) {
        this.model = model;
        this.settings = settings;
        threads = new SchedulerThreads(model, false);
        parallel = Schedulers.newParallel(settings.cpus(), threads);
    }

    Scheduler parallel() {
        return parallel;
    }

    /** How many threads {@link #parallel} has or will have. */
    int cpus() {
        return (int) Scannable.from(parallel).inners().count();
    }

    /** Threads that a stage must not block. */
    Collection<Thread> watched() {
        return threads.made();
    }

    @Override
    public Executor executor() {
        return parallel::schedule;
    }

    @Override
    public CompletableFuture<Void> delay(Duration delay) {
        return Mono.delay(delay, parallel).then().toFuture();
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
            ReactorHttpClient ready = http;
            return type.cast(ready == null ? openHttp() : ready);
        }
        throw NotOffered.of(model, type);
    }

    private synchronized ReactorHttpClient openHttp() {
        if (cancelled) {
            throw new IllegalStateException("the session of model '" + model + "' is closed");
        }
        ReactorHttpClient ready = http;
        if (ready == null) {
            ready = new ReactorHttpClient(model, settings.cpus(), settings.concurrency(), parallel);
            http = ready;
        }
        return ready;
    }

    /** Ends the client and all threads; delays and calls in flight may never complete. */
    @Override
    public void close() throws InterruptedException {
        cancel();
        try {
            closeHttp();
        } finally {
            parallel.dispose();
            threads.awaitEnd();
        }
    }

    private synchronized void closeHttp() {
        ReactorHttpClient ready = http;
        if (ready != null) {
            ready.close();
        }
    }
}
