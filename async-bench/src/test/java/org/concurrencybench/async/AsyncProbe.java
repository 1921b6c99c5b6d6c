package org.concurrencybench.async;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.api.AsyncContext;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/** A workload that counts its chains in flight and makes of each what a test tells it. */
final class AsyncProbe implements Workload<Integer, Integer> {
    interface Start {
        CompletionStage<Integer> of(int index, AsyncContext async);
    }

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final Start start;
    private int started;

    AsyncProbe(Start start) {
        this.start = start;
    }

    private synchronized void countStart() {
        started++;
        notifyAll();
    }

    synchronized int started() {
        return started;
    }

    /**
     * Waits until so many chains have started since the probe was made. Returns false when they have not for so long.
     */
    synchronized boolean awaitStarted(int chains, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long left;
        while (started < chains && (left = deadline - System.nanoTime()) > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return started >= chains;
    }

    int mostInFlight() {
        return mostInFlight.get();
    }

    @Override
    public String id() {
        return "async-probe";
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Integer run(Integer input, TaskContext task) {
        throw new AssertionError("the asynchronous form is to be run");
    }

    @Override
    public boolean hasAsync() {
        return true;
    }

    @Override
    public CompletionStage<Integer> runAsync(Integer input, AsyncContext async) {
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        countStart(); // last: who waits for it may let others end
        CompletionStage<Integer> stage = start.of(input, async);
        return stage == null ? null : stage.whenComplete((output, failure) -> inFlight.decrementAndGet());
    }

    @Override
    public long digest(Integer output) {
        return output;
    }
}
