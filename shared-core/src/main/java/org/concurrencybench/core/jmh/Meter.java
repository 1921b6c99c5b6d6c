package org.concurrencybench.core.jmh;

/**
 * What the driver counts for {@link TrialProfiler}: totals since the JVM started. JMH makes profilers and states on its own, so the
 * two meet here. There is one benchmark in a trial's JVM; the profiler reads while the driver rests, and JMH's hand-over between
 * the two orders the reads after the writes.
 */
final class Meter {
    private static long tasks;
    private static long busyNanos;
    private static long batchNanos;

    private Meter() {}

    static void add(long batchTasks, long busy, long batch) {
        tasks += batchTasks;
        busyNanos += busy;
        batchNanos += batch;
    }

    static long tasks() {
        return tasks;
    }

    static long busyNanos() {
        return busyNanos;
    }

    static long batchNanos() {
        return batchNanos;
    }
}
