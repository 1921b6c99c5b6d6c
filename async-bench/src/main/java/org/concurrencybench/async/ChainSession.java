package org.concurrencybench.async;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Task;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks as chains, as many in flight as the concurrency allows, and blocks nobody for that: a submitted task is
 * queued, and a lane takes it, a new one as long as there may be more of them.
 */
final class ChainSession<I, O> implements Session<I, O> {
    private final ChainHost host;
    private final TaskForm<I, O> form;
    private final int mostLanes;
    private final Supplier<Map<String, String>> inEffect;
    private final String remark;
    private final @Nullable StageWatch watch;
    private final AtomicInteger lanes = new AtomicInteger();
    private final Queue<Task<I, O>> waiting = new ConcurrentLinkedQueue<>();
    private final Set<Chain<I, O>> inFlight = ConcurrentHashMap.newKeySet();

    private ChainSession(
            ChainHost host,
            TaskForm<I, O> form,
            int mostLanes,
            Supplier<Map<String, String>> inEffect,
            String remark,
            @Nullable StageWatch watch) {
        this.host = host;
        this.form = form;
        this.mostLanes = mostLanes;
        this.inEffect = inEffect;
        this.remark = remark;
        this.watch = watch;
    }

    /**
     * A session whose tasks are stages that must not block: they are watched.
     *
     * @param concurrency tasks in flight at most
     * @param remark what a reader must know of how they run; empty for nothing
     */
    static <I, O> ChainSession<I, O> ofStages(ChainHost host, TaskForm<I, O> form, int concurrency, String remark) {
        StageWatch watch = new StageWatch(host::watched).start();
        return new ChainSession<>(host, form, concurrency, host::inEffect, remark, watch);
    }

    /**
     * A session whose tasks may block where {@code form} runs them; {@code inEffect} tells what was opened for that.
     */
    static <I, O> ChainSession<I, O> ofBlocking(
            ChainHost host,
            TaskForm<I, O> form,
            int concurrency,
            Supplier<Map<String, String>> inEffect,
            String remark) {
        return new ChainSession<>(host, form, concurrency, inEffect, remark, null);
    }

    @Override
    public void submit(Task<I, O> task) {
        if (host.isCancelled()) {
            throw new IllegalStateException("the session is closed");
        }
        waiting.add(task);
        if (laneMayOpen()) {
            host.executor().execute(new Lane<>(this, form));
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
            Task<I, O> task = host.isCancelled() ? null : waiting.poll();
            if (task != null) {
                return task;
            }
            lanes.decrementAndGet();
            if (host.isCancelled() || waiting.isEmpty() || !laneMayOpen()) {
                return null;
            }
        }
    }

    /** Remembers a chain that has not ended at once. */
    void tookOff(Chain<I, O> chain) {
        inFlight.add(chain);
        if (host.isCancelled()) {
            chain.abandon(); // close() may have looked before
        }
    }

    void landed(Chain<I, O> chain) {
        inFlight.remove(chain);
    }

    /** Runs {@code lane} here if this thread is the executor's, where stages end, else there. */
    void onExecutor(Lane<I, O> lane) {
        if (host.isCancelled()) {
            return;
        }
        if (host.isOnExecutor()) {
            lane.run();
        } else {
            host.executor().execute(lane);
        }
    }

    @Override
    public Map<String, String> inEffect() {
        return inEffect.get();
    }

    @Override
    public Optional<String> blockedAt() {
        return watch == null ? Optional.empty() : watch.blockedAt();
    }

    @Override
    public Optional<String> remark() {
        return remark.isEmpty() ? Optional.empty() : Optional.of(remark);
    }

    boolean isClosed() {
        return host.isCancelled();
    }

    /** Fails tasks that have not started and those in flight. */
    @Override
    public void close() throws InterruptedException {
        if (watch != null) {
            watch.stop();
        }
        host.cancel();
        form.cancel();
        try {
            inFlight.forEach(Chain::abandon);
            closeBelow();
        } finally {
            for (Task<I, O> task = waiting.poll(); task != null; task = waiting.poll()) {
                task.failed(new CancellationException("the session was closed before the task ran"));
            }
            inFlight.clear();
        }
    }

    private void closeBelow() throws InterruptedException {
        try {
            form.close();
        } finally {
            host.close();
        }
    }
}
