package org.concurrencybench.core.jmh;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the driver counts for {@link TrialProfiler}: totals since the JVM started. JMH makes profilers and states on its
 * own, so the two meet here. There is one benchmark in a trial's JVM; the profiler reads while the driver rests, and
 * JMH's hand-over between the two orders the reads after the writes.
 */
final class Meter {
    private static long tasks;
    private static long busyNanos;
    private static long batchNanos;
    private static List<String> figureNames = List.of();
    private static double[] figures = {};
    private static volatile List<Long> processes = List.of();
    private static volatile int reporting;
    private static volatile long driver;

    private Meter() {}

    static void add(long batchTasks, long busy, long batch) {
        tasks += batchTasks;
        busyNanos += busy;
        batchNanos += batch;
    }

    /** The figures of the trial's workload, in the order of {@link #add(double[])}; their sums start at zero. */
    static void figures(List<String> names) {
        figureNames = List.copyOf(names);
        figures = new double[names.size()];
    }

    /** Adds the sums of a batch. */
    static void add(double[] ofBatch) {
        for (int i = 0; i < ofBatch.length; i++) {
            figures[i] += ofBatch[i];
        }
    }

    /** The sums so far, by name. */
    static Map<String, Double> figures() {
        Map<String, Double> sums = new LinkedHashMap<>();
        for (int i = 0; i < figures.length; i++) {
            sums.put(figureNames.get(i), figures[i]);
        }
        return sums;
    }

    /**
     * The worker processes whose CPU time and memory count; a session has the same ones all its life, or its trial
     * fails.
     */
    static void processes(List<Long> pids) {
        processes = List.copyOf(pids);
    }

    static List<Long> processes() {
        return processes;
    }

    /** How many worker JVMs there are, each to report its own usage; below 0 where none stays to be asked. */
    static void reporting(int jvms) {
        reporting = jvms;
    }

    static int reporting() {
        return reporting;
    }

    /** The id of the thread that submits the batches. */
    static void driver(long thread) {
        driver = thread;
    }

    /** 0 before the first batch. */
    static long driver() {
        return driver;
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
