package org.concurrencybench.process.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The future of a whole {@code map}, which a virtual thread collects. */
final class MapFuture<O> extends PoolFuture<List<O>> {
    private volatile @Nullable Thread collector;

    private MapFuture(CallbackThreads callbacks) {
        super(callbacks);
    }

    static <O> MapFuture<O> of(Outcomes<O> outcomes, CallbackThreads callbacks) {
        MapFuture<O> future = new MapFuture<>(callbacks);
        Thread collector = Thread.ofVirtual().name("process-pool-map").unstarted(() -> future.collect(outcomes));
        future.collector = collector;
        collector.start();
        return future;
    }

    private void collect(Outcomes<O> outcomes) {
        try (outcomes) {
            complete(outcomes.values());
        } catch (Throwable e) { // whatever it is, somebody waits for the future
            completeExceptionally(e);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        Thread running = collector;
        if (cancelled && running != null) {
            running.interrupt();
        }
        return cancelled;
    }
}
