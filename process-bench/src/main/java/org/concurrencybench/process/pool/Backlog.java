package org.concurrencybench.process.pool;

import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that no worker has been given yet, the oldest first.
 *
 * <p>Design note. Tasks are put back only after a death. A concurrent deque would serve both ends, but its code is several times as long as that
 * of a queue, and a young JVM compiles it again and again.
 */
final class Backlog {
    private final ConcurrentLinkedQueue<Submission> tasks = new ConcurrentLinkedQueue<>();
    /** Those that were put back, which come first; guarded by itself. */
    private final ArrayDeque<Submission> returned = new ArrayDeque<>();

    private volatile boolean mayHaveReturned;
    /** The queue counts by walking. */
    private final AtomicInteger size = new AtomicInteger();

    void add(Submission task) {
        size.incrementAndGet();
        tasks.add(task);
    }

    /** Puts back, before all others, what a worker was given and did not begin. */
    void addFirst(Submission task) {
        size.incrementAndGet();
        synchronized (returned) {
            returned.addFirst(task);
            mayHaveReturned = true;
        }
    }

    @Nullable
    Submission poll() {
        Submission task = mayHaveReturned ? pollReturned() : null;
        if (task == null) {
            task = tasks.poll();
        }
        if (task != null) {
            size.decrementAndGet();
        }
        return task;
    }

    private @Nullable Submission pollReturned() {
        synchronized (returned) {
            Submission task = returned.poll();
            mayHaveReturned = !returned.isEmpty();
            return task;
        }
    }

    /** Takes this task out. Returns whether it was there. */
    boolean remove(Submission task) {
        boolean removed = removeReturned(task) || tasks.remove(task);
        if (removed) {
            size.decrementAndGet();
        }
        return removed;
    }

    private boolean removeReturned(Submission task) {
        synchronized (returned) {
            return returned.remove(task);
        }
    }

    int size() {
        return size.get();
    }
}
