package org.concurrencybench.async;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A stage that completes on an event loop once its time has passed; the loop itself is the clock. */
final class LoopDelay extends CompletableFuture<Void> implements Runnable {
    private @Nullable Future<?> timer;

    private LoopDelay() {}

    static LoopDelay of(long nanos, EventLoop loop) {
        LoopDelay delay = new LoopDelay();
        delay.timer = loop.schedule(delay, nanos, TimeUnit.NANOSECONDS);
        return delay;
    }

    @Override
    public void run() {
        complete(null);
    }

    /** Takes the timer back, too, or the loop's queue would keep it until its time has passed. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        if (timer != null) {
            timer.cancel(false);
        }
        return super.cancel(mayInterruptIfRunning);
    }
}
