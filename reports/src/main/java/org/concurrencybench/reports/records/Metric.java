package org.concurrencybench.reports.records;

import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.experiment.FigureNames;

/** Names of the secondary figures of a trial. */
public final class Metric {
    /** Observed concurrency: mean tasks in flight. */
    public static final String TASKS_IN_FLIGHT = "tasksInFlight";
    /** Observed parallelism: mean CPUs used by this JVM and its worker processes. */
    public static final String CPUS_USED = "cpusUsed";
    /** CPU nanoseconds per task, of this JVM and its worker processes. */
    public static final String CPU_NANOS_PER_TASK = "cpuNanosPerTask";
    /** Nanoseconds per task spent running the task, waits included. */
    public static final String BUSY_NANOS_PER_TASK = "busyNanosPerTask";
    /** Nanoseconds per task spent on digesting, measured apart in set-up. */
    public static final String DIGEST_NANOS_PER_TASK = "digestNanosPerTask";
    /** Garbage collection in this JVM, milliseconds per second of measurement. */
    public static final String GC_MILLIS_PER_SECOND = "gcMillisPerSecond";
    /** Compilation in this JVM, milliseconds per second of measurement, summed over its compiler threads. */
    public static final String COMPILATION_MILLIS_PER_SECOND = "compilationMillisPerSecond";
    /** Peak resident memory of this JVM and its worker processes, bytes. */
    public static final String PEAK_RESIDENT_BYTES = "peakResidentBytes";
    /** JVMs that ran tasks: 1, or the number of workers. */
    public static final String JVMS = "jvms";
    /** Milliseconds from asking for the session to the first result: start-up of pool, workers and classes. */
    public static final String START_MILLIS = "startMillis";

    /** Bytes that crossed to and from worker processes, per task; warm-up included. */
    public static final String CROSSED_BYTES_PER_TASK = Session.CROSSED_BYTES_PER_TASK;

    /** Mean batches in a measured iteration. */
    public static final String BATCHES_PER_ITERATION = "batchesPerIteration";
    /** Mean milliseconds of a measured iteration, inside its batches. */
    public static final String ITERATION_MILLIS = "iterationMillis";
    /** Mean CPUs that processes outside the run used during the whole trial; where the platform tells. */
    public static final String OTHER_CPUS = "otherCpus";
    /** Mean CPUs that a hypervisor gave to other guests during the whole trial; where the platform tells. */
    public static final String STOLEN_CPUS = "stolenCpus";

    /** Seconds of warm-up until the trial was found warm; absent when it was not, or was not judged. */
    public static final String WARM_AFTER_SECONDS = "warmAfterSeconds";

    /** The highest rate that met the target of a search, tasks per second; 0 where none did. */
    public static final String CAPACITY_PER_SECOND = "capacityPerSecond";

    /** Before the name of a figure that the workload declares ({@link org.concurrencybench.core.api.Figure}). */
    public static final String FIGURE = FigureNames.FIGURE;
    /**
     * Before a label of the workload: nanoseconds from the hand-over of a batch until its tasks of that label
     * completed, {@link #MEAN} or {@link #P95}, each the mean over batches.
     */
    public static final String TURNAROUND = FigureNames.TURNAROUND;

    public static final String MEAN = FigureNames.MEAN;
    public static final String P95 = FigureNames.P95;

    private Metric() {}

    /** Whether it is a figure of the workload, and not one of those that every workload has. */
    public static boolean isOfWorkload(String name) {
        return name.startsWith(FIGURE) || name.startsWith(TURNAROUND);
    }
}
