package org.concurrencybench.process.pool;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The tasks that no worker has been given yet, the oldest first. */
final class Backlog<O> {
    private final ConcurrentLinkedDeque<Submission<O>> tasks = new ConcurrentLinkedDeque<>();
    /** The deque counts by walking. */
    private final AtomicInteger size = new AtomicInteger();

    void add(Submission<O> task) {
        size.incrementAndGet();
        tasks.addLast(task);
    }

    /** Puts back, before all others, what a worker was given and did not begin. */
    void addFirst(Submission<O> task) {
        size.incrementAndGet();
        tasks.addFirst(task);
    }

    @Nullable
    Submission<O> poll() {
        Submission<O> task = tasks.pollFirst();
        if (task != null) {
            size.decrementAndGet();
        }
        return task;
    }

    int size() {
        return size.get();
    }
}
