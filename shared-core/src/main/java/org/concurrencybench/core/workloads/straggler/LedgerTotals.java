package org.concurrencybench.core.workloads.straggler;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the ledgers of a JVM have found out and no answer has carried away yet: leaves may stop long after their task
 * has returned, so that a later task's answer reports it. Safe for threads: whatever is added is drained once.
 */
final class LedgerTotals {
    private static final int DECIDED = 0;
    private static final int STILL_RUNNING = 1;
    private static final int STOPPED = 2;
    private static final int STOP_NANOS = 3;
    private static final int WASTED_NANOS = 4;

    private final AtomicLongArray sums = new AtomicLongArray(5);

    void decided(int stillRunning) {
        sums.getAndIncrement(DECIDED);
        sums.getAndAdd(STILL_RUNNING, stillRunning);
    }

    void stopped(int tasks, long stopNanos, long wastedNanos) {
        sums.getAndAdd(STOPPED, tasks);
        sums.getAndAdd(STOP_NANOS, stopNanos);
        sums.getAndAdd(WASTED_NANOS, wastedNanos);
    }

    /** Takes all that was added since the last time. */
    StragglerAnswer.Settled drain() {
        return new StragglerAnswer.Settled(
                sums.getAndSet(DECIDED, 0),
                sums.getAndSet(STILL_RUNNING, 0),
                sums.getAndSet(STOPPED, 0),
                sums.getAndSet(STOP_NANOS, 0),
                sums.getAndSet(WASTED_NANOS, 0));
    }
}
