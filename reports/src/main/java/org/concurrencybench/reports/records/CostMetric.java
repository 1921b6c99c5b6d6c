package org.concurrencybench.reports.records;

/**
 * Names of the figures of a trial that tell what it cost, over its measured iterations and over all its JVMs: the
 * driving one and its workers. A figure that the platform cannot tell is absent.
 */
public final class CostMetric {
    /** CPU nanoseconds per task of what runs tasks, with the model's own threads: all but the three others. */
    public static final String TASKS_CPU_NANOS_PER_TASK = "tasksCpuNanosPerTask";
    /** CPU nanoseconds per task of the thread that submits; under {@code sequential} it runs the tasks as well. */
    public static final String DRIVER_CPU_NANOS_PER_TASK = "driverCpuNanosPerTask";
    /** CPU nanoseconds per task of the compilers. */
    public static final String COMPILER_CPU_NANOS_PER_TASK = "compilerCpuNanosPerTask";
    /** CPU nanoseconds per task of the collectors. */
    public static final String COLLECTOR_CPU_NANOS_PER_TASK = "collectorCpuNanosPerTask";
    /** Heap bytes allocated per task. */
    public static final String ALLOCATED_BYTES_PER_TASK = "allocatedBytesPerTask";
    /** Nanoseconds per task that collections took, as the collectors report it. */
    public static final String COLLECTION_NANOS_PER_TASK = "collectionNanosPerTask";
    /** Peak resident bytes from the start of the trial on; a page that n processes share counts an nth in each. */
    public static final String PEAK_PROPORTIONAL_BYTES = "peakProportionalBytes";
    /** The most platform threads at once from the start on, carriers included, without the JVM's own. */
    public static final String THREADS = "threads";
    /** Switches per task of threads that had to wait; absent where threads ended meanwhile. */
    public static final String VOLUNTARY_SWITCHES_PER_TASK = "voluntarySwitchesPerTask";
    /** Switches per task of threads that could have continued; absent where threads ended meanwhile. */
    public static final String INVOLUNTARY_SWITCHES_PER_TASK = "involuntarySwitchesPerTask";
    /** CPU nanoseconds per task of the fixtures, which are in no other figure. */
    public static final String FIXTURE_CPU_NANOS_PER_TASK = "fixtureCpuNanosPerTask";
    /** Peak resident bytes of the fixtures since they were started, which are in no other figure. */
    public static final String FIXTURE_PEAK_BYTES = "fixturePeakBytes";

    private CostMetric() {}
}
