package org.concurrencybench.process.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts unfinished tasks and makes submitters wait when there are too many. Those that wait continue when half of the
 * room is free again, so that they are not woken for each task.
 */
final class Admission {
    private final int capacity;
    private final AtomicInteger unfinished = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();

    Admission(int capacity) {
        this.capacity = capacity;
    }

    /** Counts {@code tasks} in, after waiting for room if {@code mayWait}. */
    void enter(int tasks, boolean mayWait) throws InterruptedException {
        if (unfinished.addAndGet(tasks) <= capacity || !mayWait) {
            return;
        }
        leave(tasks);
        awaitRoom(Long.MAX_VALUE);
        unfinished.addAndGet(tasks);
    }

    /**
     * Counts one task in when there is room for it, or will be within this many nanoseconds. Returns whether it was.
     */
    boolean tryEnter(long timeoutNanos) throws InterruptedException {
        if (unfinished.incrementAndGet() <= capacity) {
            return true;
        }
        leave(1);
        if (timeoutNanos <= 0 || !awaitRoom(timeoutNanos)) {
            return false;
        }
        unfinished.incrementAndGet();
        return true;
    }

    /** Counts tasks out. */
    void leave(int tasks) {
        int left = unfinished.addAndGet(-tasks);
        if (waiting.get() > 0 && left <= capacity / 2) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    int unfinished() {
        return unfinished.get();
    }

    /** Waits until no task is unfinished. */
    void awaitNone() throws InterruptedException {
        await(0, Long.MAX_VALUE);
    }

    private boolean awaitRoom(long nanos) throws InterruptedException {
        return await(capacity / 2, nanos);
    }

    private boolean await(int few, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            waiting.incrementAndGet();
            try {
                while (unfinished.get() > few) {
                    if (left <= 0) {
                        return false;
                    }
                    left = changed.awaitNanos(left);
                }
                return true;
            } finally {
                waiting.decrementAndGet();
            }
        } finally {
            lock.unlock();
        }
    }
}
