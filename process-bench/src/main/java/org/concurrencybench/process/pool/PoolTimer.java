package org.concurrencybench.process.pool;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pool's clock: checks the workers again and again where limits of time or memory ask for it. No thread runs
 * before.
 */
final class PoolTimer {
    private final ScheduledThreadPoolExecutor executor;
    private final Runnable check;
    private volatile long periodNanos = Long.MAX_VALUE;
    private @Nullable ScheduledFuture<?> checking;

    PoolTimer(String pool, Runnable check) {
        this.check = reported(check);
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, pool + "-timer");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Checks at least this often from now on. */
    void every(long nanos) {
        if (nanos < periodNanos) {
            reschedule(nanos);
        }
    }

    private synchronized void reschedule(long nanos) {
        if (nanos >= periodNanos || executor.isShutdown()) {
            return;
        }
        if (checking != null) {
            checking.cancel(false);
        }
        periodNanos = nanos;
        checking = executor.scheduleWithFixedDelay(check, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** Runs {@code action} once, later. */
    synchronized void after(long nanos, Runnable action) {
        if (!executor.isShutdown()) {
            ScheduledFuture<?> unused = executor.schedule(reported(action), nanos, TimeUnit.NANOSECONDS);
        }
    }

    private static Runnable reported(Runnable action) {
        return () -> {
            try {
                action.run();
            } catch (Throwable e) {
                Thread current = Thread.currentThread();
                current.getUncaughtExceptionHandler().uncaughtException(current, e);
            }
        };
    }

    synchronized void close() {
        executor.shutdownNow();
    }
}
