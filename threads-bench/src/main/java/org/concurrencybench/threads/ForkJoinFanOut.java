package org.concurrencybench.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.model.CallFanOut;
import org.concurrencybench.core.model.ExecutorShutdown;
import org.concurrencybench.core.model.FanOutCall;
import org.concurrencybench.core.model.OnDemand;
import org.concurrencybench.core.model.PartThreads;

/**
 * Parts are forked into the pool that runs the tasks. The worker that waits for them helps: it runs those that no other
 * worker has taken, the last first, as {@code join} does. So each part is run even when all workers wait.
 *
 * @implNote A worker that runs a part cannot watch the time, so a clock of one thread settles calls whose time is over.
 *     Whatever settles a call interrupts the threads that run its parts, the helping worker among them; that interrupt
 *     is cleared when the part has ended.
 */
final class ForkJoinFanOut extends CallFanOut {
    private final String model;
    private final ForkJoinPool pool;
    private final OnDemand<ScheduledThreadPoolExecutor> clock;

    ForkJoinFanOut(String model, ForkJoinPool pool) {
        this.model = model;
        this.pool = pool;
        this.clock = new OnDemand<>(model, () -> newClock(model));
    }

    @Override
    protected void run(FanOutCall<?> call, Duration timeout) throws Exception {
        if (PoolWorker.isInPart()) {
            throw PartThreads.nested(model);
        }
        Future<?> expiry = clock.get()
                .schedule(() -> call.expire(timeout), TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
        try {
            List<ForkedPart> forked = new ArrayList<>(call.parts().size());
            for (Runnable part : call.parts()) {
                ForkedPart next = new ForkedPart(part);
                forked.add(next);
                pool.execute(next);
            }
            for (ForkedPart part : forked.reversed()) {
                part.help();
            }
            call.await(timeout);
        } catch (Throwable e) {
            call.fail(e);
            throw e;
        } finally {
            expiry.cancel(false);
        }
    }

    private static ScheduledThreadPoolExecutor newClock(String model) {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(model + "-clock").factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /** Ends the clock; the pool, with the parts in it, is ended by the session. */
    @Override
    public void close() {
        clock.close().ifPresent(ending -> ExecutorShutdown.await(ending, model));
    }
}
