package org.concurrencybench.process.pool;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that no worker has been given yet, the oldest first.
 *
 * @implNote Tasks are put back only after a death. A concurrent deque would serve both ends, but its code is several
 *     times as long as that of a queue, and a young JVM compiles it again and again.
 */
final class Backlog {
    private final ConcurrentLinkedQueue<WorkItem> tasks = new ConcurrentLinkedQueue<>();
    /** Those that were put back, which come before all others. */
    private final TaskChain returned = new TaskChain();
    /** Those whose workers have died while they ran: each is for a worker that has nothing else. */
    private final TaskChain suspects = new TaskChain();
    /** The worker that takes nothing more until it has nothing else. */
    private final AtomicReference<WorkItem.@Nullable Holder> emptying = new AtomicReference<>();
    /** The queue counts by walking. */
    private final AtomicInteger size = new AtomicInteger();

    void add(WorkItem task) {
        size.incrementAndGet();
        try {
            tasks.add(task);
        } catch (Throwable e) { // no memory: it was not taken
            size.decrementAndGet();
            throw e;
        }
    }

    /** Puts back, before all others, what a worker was given and did not begin. */
    void putBack(WorkItem task) {
        if (task.attempt > 0) {
            addSuspect(task);
            return;
        }
        size.incrementAndGet();
        returned.addFirst(task);
    }

    @Nullable
    WorkItem poll() {
        WorkItem task = returned.poll();
        if (task == null) {
            task = tasks.poll();
        }
        if (task != null) {
            size.decrementAndGet();
        }
        return task;
    }

    /** Puts back a task that is to be alone in its worker. */
    void addSuspect(WorkItem task) {
        size.incrementAndGet();
        suspects.addFirst(task);
    }

    boolean hasSuspects() {
        return !suspects.isEmpty();
    }

    /** For a worker that has nothing. */
    @Nullable
    WorkItem pollSuspect() {
        WorkItem task = suspects.poll();
        if (task != null) {
            size.decrementAndGet();
        }
        return task;
    }

    /** Whether this worker is the one that shall take nothing more until it has nothing else. */
    @SuppressWarnings("ReferenceEquality") // there is one object for each worker
    boolean empties(WorkItem.Holder worker) {
        return emptying.compareAndSet(null, worker) || emptying.get() == worker;
    }

    /** No worker has to empty itself now. Returns the one that had to. */
    WorkItem.@Nullable Holder stopEmptying() {
        return emptying.getAndSet(null);
    }

    /** This one will not. */
    void stopEmptying(WorkItem.Holder worker) {
        emptying.compareAndSet(worker, null);
    }

    /** What {@link #poll} gives, and suspects too. */
    @Nullable
    WorkItem pollAny() {
        WorkItem task = pollSuspect();
        return task == null ? poll() : task;
    }

    /** Takes this task out. Returns whether it was there. */
    boolean remove(WorkItem task) {
        boolean removed = returned.remove(task) || suspects.remove(task) || tasks.remove(task);
        if (removed) {
            size.decrementAndGet();
        }
        return removed;
    }

    int size() {
        return size.get();
    }
}
