package org.concurrencybench.async;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.model.OnDemand;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What the tasks of one session on Reactor are given: a parallel scheduler with a thread per cpu, its clock, a client.
 */
final class ReactorContext implements AsyncContext, AutoCloseable {
    private final String model;
    private final SchedulerThreads threads;
    private final Scheduler parallel;
    private volatile boolean cancelled;
    private final OnDemand<ReactorHttpClient> http;

    ReactorContext(String model, Settings settings) {
        this.model = model;
        threads = new SchedulerThreads(model, false);
        parallel = Schedulers.newParallel(settings.cpus(), threads);
        http = new OnDemand<>(
                model, () -> new ReactorHttpClient(model, settings.cpus(), settings.concurrency(), parallel));
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
        return StageCapabilities.find(model, type, http);
    }

    /** Ends the client and all threads; delays and calls in flight may never complete. */
    @Override
    public void close() throws InterruptedException {
        cancel();
        try {
            http.close().ifPresent(ReactorHttpClient::close);
        } finally {
            parallel.dispose();
            threads.awaitEnd();
        }
    }
}
