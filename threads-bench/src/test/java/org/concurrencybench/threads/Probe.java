package org.concurrencybench.threads;

import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.api.TaskContext;
import org.concurrencybench.core.api.Workload;

/** A workload that counts its tasks in flight and does in each what a test tells it. */
final class Probe implements Workload<Integer, Integer> {
    interface Action {
        void run(int index, TaskContext task) throws Exception;
    }

    final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final boolean waits;
    private final Action action;

    Probe(boolean waits, Action action) {
        this.waits = waits;
        this.action = action;
    }

    int mostInFlight() {
        return mostInFlight.get();
    }

    @Override
    public String id() {
        return "probe";
    }

    @Override
    public boolean waits() {
        return waits;
    }

    @Override
    public Integer input(int index) {
        return index;
    }

    @Override
    public Integer run(Integer input, TaskContext task) throws Exception {
        started.incrementAndGet();
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try {
            action.run(input, task);
            return input;
        } finally {
            inFlight.decrementAndGet();
        }
    }

    @Override
    public long digest(Integer output) {
        return output;
    }
}
