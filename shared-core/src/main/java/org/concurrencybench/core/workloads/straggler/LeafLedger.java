package org.concurrencybench.core.workloads.straggler;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * When the leaves of one task started and stopped, and how much of that came after the task was decided: by a failure,
 * a success or a time-out that made the other leaves superfluous. Times are those of {@link System#nanoTime}.
 *
 * @implNote Safe for threads, by its own lock, which is held for some nanoseconds and never while anything waits. A
 *     leaf that starts after the decision is none that should, but counts: the totals are then corrected by what it
 *     adds.
 */
final class LeafLedger {
    /** How a leaf stopped. */
    enum End {
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    private enum State {
        NOT_STARTED,
        RUNNING,
        STOPPED
    }

    private final LedgerTotals totals;
    private final State[] states;
    private final long[] starts;
    private final long[] stops;
    private int running;
    private OptionalLong firstSuccess = OptionalLong.empty();
    private OptionalLong firstFailure = OptionalLong.empty();
    private boolean decided;
    private long decision;
    private boolean reported;
    private long reportedStopNanos;
    private long reportedWastedNanos;

    LeafLedger(int leaves, LedgerTotals totals) {
        this.totals = totals;
        states = new State[leaves];
        Arrays.fill(states, State.NOT_STARTED);
        starts = new long[leaves];
        stops = new long[leaves];
    }

    synchronized void started(int leaf, long nanos) {
        states[leaf] = State.RUNNING;
        starts[leaf] = nanos;
        running++;
    }

    synchronized void stopped(int leaf, End end, long nanos) {
        states[leaf] = State.STOPPED;
        stops[leaf] = nanos;
        running--;
        if (end == End.SUCCEEDED && firstSuccess.isEmpty()) {
            firstSuccess = OptionalLong.of(nanos);
        } else if (end == End.FAILED && firstFailure.isEmpty()) {
            firstFailure = OptionalLong.of(nanos);
        }
        settle();
    }

    /** When the first leaf succeeded; empty where none has. */
    synchronized OptionalLong firstSuccess() {
        return firstSuccess;
    }

    /** When the first leaf failed by itself; empty where none has. */
    synchronized OptionalLong firstFailure() {
        return firstFailure;
    }

    /** The task returns now; it was decided at {@code nanos}. Called once, or not at all if all leaves were needed. */
    synchronized void decided(long nanos) {
        decided = true;
        decision = nanos;
        totals.decided(running);
        settle();
    }

    private void settle() {
        if (!decided || running > 0) {
            return;
        }
        long stopNanos = 0;
        long wastedNanos = 0;
        for (int leaf = 0; leaf < states.length; leaf++) {
            if (states[leaf] == State.STOPPED) {
                long after = Math.max(0, stops[leaf] - decision);
                stopNanos = Math.max(stopNanos, after);
                wastedNanos += after - Math.max(0, Math.min(after, starts[leaf] - decision));
            }
        }
        totals.stopped(reported ? 0 : 1, stopNanos - reportedStopNanos, wastedNanos - reportedWastedNanos);
        reported = true;
        reportedStopNanos = stopNanos;
        reportedWastedNanos = wastedNanos;
    }
}
