package org.concurrencybench.core.workloads.straggler;

/**
 * What a task of {@link Straggler} returns.
 *
 * @param value the answer, which is the same however the task ended
 * @param settled what was found out about this and other tasks of its JVM since the answer before
 */
record StragglerAnswer(long value, Settled settled) {
    /**
     * Sums over tasks.
     *
     * @param decided tasks that were decided before all of their leaves had stopped by themselves
     * @param stillRunning leaves of those that had not stopped when their task returned
     * @param stopped of the decided tasks, those whose leaves have stopped
     * @param stopNanos of these, nanoseconds from the decision until the last leaf stopped
     * @param wastedNanos of these, nanoseconds that leaves ran after the decision, over all leaves
     */
    record Settled(long decided, long stillRunning, long stopped, long stopNanos, long wastedNanos) {}
}
