package org.concurrencybench.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.model.ExecutorShutdown;

/** Chains of stages on one thread, for tests of models that need another one. */
final class StagesForEach implements ConcurrencyModel {
    /** Name of its thread. */
    static final String THREAD = "stages";

    @Override
    public String id() {
        return "completable-future";
    }

    @Override
    public ModelFamily family() {
        return ModelFamily.ASYNC;
    }

    @Override
    public Optional<String> refusal(Workload<?, ?> workload, int javaVersion) {
        return workload.hasAsync() ? Optional.empty() : Optional.of("workload '" + workload.id() + "' has no stages");
    }

    @Override
    public <I, O> Session<I, O> open(ConfiguredWorkload<I, O> workload, Settings settings) {
        ExecutorService thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name(THREAD).factory());
        AsyncContext context = new AsyncContext() {
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
                return thread.isShutdown();
            }

            @Override
            public <C> C capability(Class<C> type) {
                throw new UnsupportedOperationException(type.getName());
            }
        };
        return new Session<>() {
            @Override
            public void submit(Task<I, O> task) {
                thread.execute(() -> workload.workload()
                        .runAsync(task.input(), context)
                        .whenComplete((output, failure) -> {
                            if (failure == null) {
                                task.succeeded(output, 0);
                            } else {
                                task.failed(failure);
                            }
                        }));
            }

            @Override
            public void close() {
                ExecutorShutdown.await(thread, id());
            }
        };
    }
}
