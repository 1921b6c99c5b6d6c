package org.concurrencybench.threads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.model.ExecutorShutdown;
import org.concurrencybench.core.model.FanOutCall;
import org.concurrencybench.core.model.PartThreads;
import org.concurrencybench.core.model.SessionFanOut;
import org.jspecify.annotations.Nullable;

/**
 * Parts are forked into the pool that runs the tasks. The worker that waits for them helps: it runs those that no other
 * worker has taken, the last first, as {@code join} does. So each part is run even when all workers wait.
 *
 * @implNote A worker that runs a part cannot watch the time, so a clock of one thread settles calls whose time is over.
 *     Whatever settles a call interrupts the threads that run its parts, the helping worker among them; that interrupt
 *     is cleared when the part has ended.
 */
final class ForkJoinFanOut implements SessionFanOut {
    private final String model;
    private final ForkJoinPool pool;
    private volatile @Nullable ScheduledThreadPoolExecutor clock;
    /** Guarded by the lock of this object. */
    private boolean closed;

    ForkJoinFanOut(String model, ForkJoinPool pool) {
        this.model = model;
        this.pool = pool;
    }

    @Override
    public <T> List<T> all(List<? extends Callable<? extends T>> parts, Duration timeout) throws Exception {
        FanOutCall<T> call = FanOutCall.all(parts);
        run(call, timeout);
        return call.outputs();
    }

    @Override
    public <T> T first(List<? extends Callable<? extends T>> parts, Duration timeout) throws Exception {
        FanOutCall<T> call = FanOutCall.first(parts);
        run(call, timeout);
        return call.output();
    }

    private void run(FanOutCall<?> call, Duration timeout) throws Exception {
        if (PoolWorker.isInPart()) {
            throw PartThreads.nested(model);
        }
        ScheduledThreadPoolExecutor ready = clock;
        if (ready == null) {
            ready = open();
        }
        Future<?> expiry =
                ready.schedule(() -> call.expire(timeout), TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
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

    private synchronized ScheduledThreadPoolExecutor open() {
        if (closed) {
            throw new IllegalStateException("the session of model '" + model + "' is closed");
        }
        ScheduledThreadPoolExecutor ready = clock;
        if (ready == null) {
            ready = new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name(model + "-clock").factory());
            ready.setRemoveOnCancelPolicy(true);
            clock = ready;
        }
        return ready;
    }

    /** Ends the clock; the pool, with the parts in it, is ended by the session. */
    @Override
    public void close() {
        ScheduledThreadPoolExecutor ending = end();
        if (ending != null) {
            ExecutorShutdown.await(ending, model);
        }
    }

    private synchronized @Nullable ScheduledThreadPoolExecutor end() {
        closed = true;
        return clock;
    }
}
