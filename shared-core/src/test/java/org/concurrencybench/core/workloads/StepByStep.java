package org.concurrencybench.core.workloads;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.concurrencybench.core.api.AsyncContext;

/** Runs what it was given when it is told to, and ends delays by hand: tests see every state in between. */
final class StepByStep implements Executor, AsyncContext {
    private final Queue<Runnable> submitted = new ArrayDeque<>();
    private final List<CompletableFuture<Void>> delays = new ArrayList<>();

    @Override
    public void execute(Runnable task) {
        submitted.add(task);
    }

    void runAll() {
        for (Runnable task = submitted.poll(); task != null; task = submitted.poll()) {
            task.run();
        }
    }

    /** What waits to be run, in its order, for the caller to run. */
    List<Runnable> takeSubmitted() {
        List<Runnable> taken = List.copyOf(submitted);
        submitted.clear();
        return taken;
    }

    @Override
    public Executor executor() {
        return this;
    }

    @Override
    public CompletableFuture<Void> delay(Duration delay) {
        CompletableFuture<Void> pending = new CompletableFuture<>();
        delays.add(pending);
        return pending;
    }

    /** Delays that have not ended. */
    int pending() {
        return delays.size();
    }

    /** Ends the delay that began first. */
    void endDelay() {
        delays.removeFirst().complete(null);
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public <C> C capability(Class<C> type) {
        throw new UnsupportedOperationException(type.getName());
    }
}
