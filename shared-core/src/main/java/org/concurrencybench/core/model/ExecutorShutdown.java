package org.concurrencybench.core.model;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends executors for good: a session must leave no thread behind, as it would disturb what is measured next. */
public final class ExecutorShutdown {
    private static final long PATIENCE_SECONDS = 30;

    private ExecutorShutdown() {}

    /**
     * Interrupts what {@code executor} runs and waits until its last thread has ended, even when interrupted.
     *
     * @param owner the id of the model, for the message
     * @throws IllegalStateException when threads are still there after half a minute: some task heeds no interrupt
     */
    public static void await(ExecutorService executor, String owner) {
        executor.shutdownNow();
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (true) {
                try {
                    if (executor.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                    throw new IllegalStateException("model '" + owner + "': tasks still run " + PATIENCE_SECONDS
                            + " s after they were interrupted; a workload's run() must end when interrupted");
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
