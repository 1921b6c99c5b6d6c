package org.concurrencybench.core.model;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Parts run on threads that run nothing else, so that tasks which wait for parts never hold the threads that parts
 * need. The executor is made at the first call.
 */
public final class ExecutorFanOut extends CallFanOut {
    private final String model;
    private final OnDemand<ExecutorService> executor;

    private ExecutorFanOut(String model, Supplier<ExecutorService> maker) {
        this.model = model;
        this.executor = new OnDemand<>(model, maker);
    }

    /** Parts run on {@code threads} platform threads, which the parts of all tasks share. */
    public static ExecutorFanOut leafPool(String model, int threads) {
        return new ExecutorFanOut(
                model,
                () -> new ThreadPoolExecutor(
                        threads,
                        threads,
                        0,
                        TimeUnit.NANOSECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform()
                                .daemon()
                                .name(PartThreads.prefix(model), 0)
                                .factory()));
    }

    /** Each part has a new platform thread. */
    public static ExecutorFanOut platformThreads(String model) {
        return new ExecutorFanOut(
                model,
                () -> Executors.newThreadPerTaskExecutor(Thread.ofPlatform()
                        .daemon()
                        .name(PartThreads.prefix(model), 0)
                        .factory()));
    }

    /** Each part has a new virtual thread. */
    public static ExecutorFanOut virtualThreads(String model) {
        return new ExecutorFanOut(
                model,
                () -> Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name(PartThreads.prefix(model)).factory()));
    }

    @Override
    protected void run(FanOutCall<?> call, Duration timeout) throws Exception {
        PartThreads.refuseNested(model);
        ExecutorService ready = executor.get();
        try {
            for (Runnable part : call.parts()) {
                ready.execute(part);
            }
        } catch (OutOfMemoryError e) {
            call.fail(e);
            throw ThreadShortage.of(model, "a thread for a part of a task", e);
        } catch (Throwable e) {
            call.fail(e);
            throw e;
        }
        call.await(timeout);
    }

    @Override
    public void close() {
        executor.close().ifPresent(ending -> {
            for (Runnable waiting : ending.shutdownNow()) {
                ((FanOutCall<?>.Part) waiting).abandon();
            }
            ExecutorShutdown.await(ending, model);
        });
    }
}
