package org.concurrencybench.core.workloads;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Permits for chains: what {@link java.util.concurrent.Semaphore} is for threads. Stages get one in the order in which
 * they asked for it, and no thread waits for that.
 *
 * @implNote A permit that is released goes to the next stage by way of that stage's executor. So however many stages
 *     wait, none runs on the stack of the one before it.
 */
final class AsyncSemaphore {
    private final Queue<Waiting> waiting = new ArrayDeque<>(); // guarded by this
    private int permits; // guarded by this; 0 while any stage waits

    AsyncSemaphore(int permits) {
        this.permits = permits;
    }

    /**
     * A stage that completes with a permit: at once if there is one, else on {@code executor}. Whoever cancels it first
     * has no permit to release.
     */
    synchronized CompletableFuture<Void> acquire(Executor executor) {
        if (permits > 0) {
            permits--;
            return CompletableFuture.completedFuture(null);
        }
        Waiting stage = new Waiting(executor);
        waiting.add(stage);
        return stage;
    }

    /** Gives a permit back, from any thread. */
    void release() {
        for (Waiting next = next(); next != null; next = next()) {
            if (next.isOnItsWay()) {
                return;
            }
        }
    }

    /** The stage whose turn it is; null when none waits, and the permit is there for the next that comes. */
    private synchronized @Nullable Waiting next() {
        Waiting next = waiting.poll();
        if (next == null) {
            permits++;
        }
        return next;
    }

    /**
     * Starts {@code work} with a permit, which is released when its stage has ended, however it has.
     *
     * @return a stage that ends as that of {@code work} does, after the permit was released
     */
    <T> CompletionStage<T> holding(Executor executor, Supplier<? extends CompletionStage<T>> work) {
        return acquire(executor).thenCompose(acquired -> releaseAfter(work));
    }

    /** The same with a permit that the caller has acquired. */
    <T> CompletionStage<T> releaseAfter(Supplier<? extends CompletionStage<T>> work) {
        CompletionStage<T> started;
        try {
            started = work.get();
        } catch (Throwable e) {
            release();
            throw e;
        }
        return started.whenComplete((output, failure) -> release());
    }

    private final class Waiting extends CompletableFuture<Void> implements Runnable {
        private final Executor executor;

        Waiting(Executor executor) {
            this.executor = executor;
        }

        /** Whether it will take the permit, or pass it on. */
        boolean isOnItsWay() {
            if (isDone()) {
                return false; // cancelled
            }
            try {
                executor.execute(this);
                return true;
            } catch (RejectedExecutionException e) { // its session has ended
                completeExceptionally(e);
                return false;
            }
        }

        @Override
        public void run() {
            if (!complete(null)) {
                release();
            }
        }
    }
}
