package org.concurrencybench.async;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Workload;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks as chains, as many in flight as the concurrency allows, and blocks nobody for that: a submitted task is
 * queued, and a lane takes it, a new one as long as there may be more of them.
 */
final class ChainSession<I, O> implements Session<I, O> {
    private final Workload<I, O> workload;
    private final ChainContext context;
    private final StageWatch watch;
    private final int mostLanes;
    private final AtomicInteger lanes = new AtomicInteger();
    private final Queue<Task<I, O>> waiting = new ConcurrentLinkedQueue<>();
    private final Set<Chain<I, O>> inFlight = ConcurrentHashMap.newKeySet();

    ChainSession(String model, Workload<I, O> workload, Settings settings) {
        this.workload = workload;
        this.mostLanes = settings.concurrency();
        this.context = new ChainContext(model, settings);
        this.watch = context.watched().start();
    }

    @Override
    public void submit(Task<I, O> task) {
        if (context.isCancelled()) {
            throw new IllegalStateException("the session is closed");
        }
        waiting.add(task);
        if (laneMayOpen()) {
            context.executor().execute(new Lane<>(this, workload, context));
        }
    }

    private boolean laneMayOpen() {
        int open = lanes.get();
        while (open < mostLanes) {
            if (lanes.compareAndSet(open, open + 1)) {
                return true;
            }
            open = lanes.get();
        }
        return false;
    }

    /**
     * The next task, or null: then the calling lane ends. A task that is queued just when the last lane finds nothing
     * is not lost: either its submission sees the lane gone and opens one, or the lane sees the task when it looks
     * again.
     */
    @Nullable
    Task<I, O> take() {
        while (true) {
            Task<I, O> task = context.isCancelled() ? null : waiting.poll();
            if (task != null) {
                return task;
            }
            lanes.decrementAndGet();
            if (context.isCancelled() || waiting.isEmpty() || !laneMayOpen()) {
                return null;
            }
        }
    }

    /** Remembers a chain that has not ended at once. */
    void tookOff(Chain<I, O> chain) {
        inFlight.add(chain);
        if (context.isCancelled()) {
            chain.abandon(); // close() may have looked before
        }
    }

    void landed(Chain<I, O> chain) {
        inFlight.remove(chain);
    }

    /** Runs {@code lane} here if this thread is the executor's, where stages end, else there. */
    void onExecutor(Lane<I, O> lane) {
        if (context.isCancelled()) {
            return;
        }
        if (context.isOnExecutor()) {
            lane.run();
        } else {
            context.executor().execute(lane);
        }
    }

    @Override
    public Map<String, String> inEffect() {
        return Map.of("cpus", Integer.toString(context.threads()));
    }

    @Override
    public Optional<String> blockedAt() {
        return watch.blockedAt();
    }

    /** Fails tasks that have not started and those in flight. */
    @Override
    public void close() throws InterruptedException {
        watch.stop();
        context.cancel();
        try {
            inFlight.forEach(Chain::abandon);
            context.close();
        } finally {
            for (Task<I, O> task = waiting.poll(); task != null; task = waiting.poll()) {
                task.failed(new CancellationException("the session was closed before the task ran"));
            }
            inFlight.clear();
        }
    }
}
