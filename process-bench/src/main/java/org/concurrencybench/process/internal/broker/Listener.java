package org.concurrencybench.process.internal.broker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets a thread that waits for an answer listen at its process's bell itself, so that no other thread has to wake it.
 *
 * @implNote One thread at a time does, and for a few milliseconds at most: who waits longer is woken by the thread that
 *     always receives, and can then be interrupted at once. A virtual thread would hold its carrier up.
 */
final class Listener {
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Bell bell;
    private final Runnable look;
    private final ReentrantLock listening = new ReentrantLock();

    /** {@code look}: handles all messages that are there. */
    Listener(Bell bell, Runnable look) {
        this.bell = bell;
        this.look = look;
    }

    /**
     * Handles messages until this call is answered, its thread is interrupted, or the time is over. Returns false at
     * once when its thread has listened for long enough, or another one listens.
     */
    boolean await(Pending waiting, long nanos) {
        long left = Math.min(nanos, MOST_NANOS - waiting.listenedNanos());
        if (left <= 0 || Thread.currentThread().isVirtual() || !listening.tryLock()) {
            return false;
        }
        long begin = System.nanoTime();
        try {
            listen(waiting, begin, left);
        } finally {
            try {
                bell.leave();
                look.run();
            } finally {
                listening.unlock();
            }
        }
        waiting.addListenedNanos(System.nanoTime() - begin);
        return true;
    }

    private void listen(Pending waiting, long begin, long nanos) {
        while (true) {
            bell.listen();
            look.run();
            if (waiting.isAnswered() || Thread.currentThread().isInterrupted() || System.nanoTime() - begin >= nanos) {
                return;
            }
            bell.await(true);
        }
    }
}
