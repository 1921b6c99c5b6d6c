package org.concurrencybench.process.pool;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The tasks that no worker has been given yet, the oldest first. */
final class Backlog {
    private final ConcurrentLinkedDeque<Submission> tasks = new ConcurrentLinkedDeque<>();
    /** The deque counts by walking. */
    private final AtomicInteger size = new AtomicInteger();

    void add(Submission task) {
        size.incrementAndGet();
        tasks.addLast(task);
    }

    /** Puts back, before all others, what a worker was given and did not begin. */
    void addFirst(Submission task) {
        size.incrementAndGet();
        tasks.addFirst(task);
    }

    @Nullable
    Submission poll() {
        Submission task = tasks.pollFirst();
        if (task != null) {
            size.decrementAndGet();
        }
        return task;
    }

    /** Takes this task out. Returns whether it was there. */
    boolean remove(Submission task) {
        boolean removed = tasks.remove(task);
        if (removed) {
            size.decrementAndGet();
        }
        return removed;
    }

    int size() {
        return size.get();
    }
}
