package org.concurrencybench.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stage that completes on an executor once its time has passed. Runs twice: on the clock's thread, then there. */
final class Delay extends CompletableFuture<Void> implements Runnable {
    private final Executor executor;
    private boolean passed; // the hand-over to the executor publishes it
    private @Nullable Future<?> timer;

    private Delay(Executor executor) {
        this.executor = executor;
    }

    static Delay of(long nanos, ScheduledExecutorService clock, Executor executor) {
        Delay delay = new Delay(executor);
        delay.timer = clock.schedule(delay, nanos, TimeUnit.NANOSECONDS);
        return delay;
    }

    @Override
    public void run() {
        if (passed) {
            complete(null);
        } else {
            passed = true;
            executor.execute(this);
        }
    }

    /**
     * Takes the timer back, too: a task that raced a time-out against an answer would fill the clock's queue otherwise.
     */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (timer != null) {
            timer.cancel(false);
        }
        return super.cancel(mayInterruptIfRunning);
    }
}
