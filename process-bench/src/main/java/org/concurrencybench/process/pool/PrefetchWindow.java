package org.concurrencybench.process.pool;

import org.concurrencybench.process.internal.wire.TaskIds;

/**
 * How many tasks a worker is given at once: one for each slot, and some ahead of need while tasks are short, so that it
 * need not wait for the next one.
 *
 * <p>Ahead of need is a bet that the tasks in front end soon. The estimate of a task's length therefore jumps up to the
 * longest seen and comes down slowly: among light tasks with a few heavy ones, little stands behind the heavy ones.
 */
final class PrefetchWindow {
    private static final int MAX_AHEAD = TaskIds.MAX_IN_FLIGHT / 2;
    /** What may stand behind a running task. */
    private static final long AHEAD_NANOS = 2_000_000;

    private final int slots;
    private long estimateNanos = -1;
    private volatile int size;

    PrefetchWindow(int slots) {
        this.slots = slots;
        this.size = slots; // nothing is known yet
    }

    /** Called by the receiving thread for each task that ended. */
    void observe(long busyNanos) {
        estimateNanos = Math.max(Math.max(busyNanos, 1), estimateNanos - (estimateNanos >> 4));
        size = slots + (int) Math.min(MAX_AHEAD, AHEAD_NANOS * slots / estimateNanos);
    }

    int slots() {
        return slots;
    }

    int size() {
        return size;
    }
}
