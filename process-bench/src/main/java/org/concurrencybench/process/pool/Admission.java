package org.concurrencybench.process.pool;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts unfinished tasks and makes submitters wait when there are too many. Those that wait go on when half of the room is
 * free again, so that they are not woken for each task.
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

    /** Counts one task in, after waiting for room if {@code mayWait}. */
    void enter(boolean mayWait) throws InterruptedException {
        if (unfinished.incrementAndGet() <= capacity || !mayWait) {
            return;
        }
        leave();
        lock.lockInterruptibly();
        try {
            waiting.incrementAndGet();
            try {
                while (unfinished.get() > capacity / 2) {
                    changed.await();
                }
            } finally {
                waiting.decrementAndGet();
            }
        } finally {
            lock.unlock();
        }
        unfinished.incrementAndGet();
    }

    /** Counts one task out. */
    void leave() {
        int left = unfinished.decrementAndGet();
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
        lock.lockInterruptibly();
        try {
            waiting.incrementAndGet();
            try {
                while (unfinished.get() > 0) {
                    changed.await();
                }
            } finally {
                waiting.decrementAndGet();
            }
        } finally {
            lock.unlock();
        }
    }
}
