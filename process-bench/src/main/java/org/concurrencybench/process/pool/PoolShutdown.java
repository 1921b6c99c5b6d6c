package org.concurrencybench.process.pool;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.concurrencybench.process.internal.launch.LastResort;

/**
 * Ends a pool, in a thread of its own: when no task is unfinished, the workers; when those have ended, what is left.
 */
final class PoolShutdown {
    private final String pool;
    private final TaskTracker tracker;
    private final WorkerSupervisor supervisor;
    private final Runnable release;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch done = new CountDownLatch(1);

    PoolShutdown(String pool, TaskTracker tracker, WorkerSupervisor supervisor, Runnable release) {
        this.pool = pool;
        this.tracker = tracker;
        this.supervisor = supervisor;
        this.release = release;
    }

    /** Begins, the first time that it is called. */
    void start() {
        if (started.compareAndSet(false, true)) {
            Thread closer = new Thread(this::run, pool + "-closer");
            closer.setDaemon(true);
            try {
                closer.start();
            } catch (OutOfMemoryError e) { // the system gives no more threads
                run();
            }
        }
    }

    private void run() {
        try {
            while (!hasEnded()) {
                LastResort.pause();
            }
            release.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // of the caller, who had to do it: what is left ends with this JVM
        } finally {
            done.countDown();
        }
    }

    /** Returns false where there was no memory to wait. */
    private boolean hasEnded() throws InterruptedException {
        try {
            tracker.awaitNone();
            supervisor.stop();
            supervisor.awaitEnd();
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    boolean isDone() {
        return done.getCount() == 0;
    }

    void await() throws InterruptedException {
        done.await();
    }

    boolean await(Duration timeout) throws InterruptedException {
        return done.await(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
    }

    /** Waits until the end, up to the timeout; an interrupt is kept for later. */
    void awaitUninterruptibly(Duration timeout) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + timeout.toNanos();
        long left;
        while (!isDone() && (left = deadline - System.nanoTime()) > 0) {
            try {
                boolean ended = done.await(left, TimeUnit.NANOSECONDS);
                if (ended) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
