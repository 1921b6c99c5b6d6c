package org.concurrencybench.reports.records;

/** Names of the secondary figures of a trial. */
public final class Figure {
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
    /** Peak resident memory of this JVM and its worker processes, bytes. */
    public static final String PEAK_RESIDENT_BYTES = "peakResidentBytes";
    /** JVMs that ran tasks: 1, or the number of workers. */
    public static final String JVMS = "jvms";
    /** Milliseconds from asking for the session to the first result: start-up of pool, workers and classes. */
    public static final String START_MILLIS = "startMillis";

    private Figure() {}
}
