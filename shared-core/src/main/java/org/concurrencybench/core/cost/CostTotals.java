package org.concurrencybench.core.cost;

/**
 * Names under which what a trial used travels from its JVM to the runner, as sums over an iteration. A total that
 * cannot be told is NaN. Of names that begin with {@code peak}, the highest counts.
 */
public final class CostTotals {
    /** Bytes allocated in the heaps of all JVMs. */
    public static final String ALLOCATED_BYTES = "allocatedBytes";
    /** Nanoseconds that collections took, as the collectors of all JVMs report it. */
    public static final String COLLECTION_NANOS = "collectionNanos";
    /** CPU nanoseconds of the thread that submits the tasks. */
    public static final String DRIVER_CPU_NANOS = "driverCpuNanos";
    /** CPU nanoseconds of the compilers of all JVMs. */
    public static final String COMPILER_CPU_NANOS = "compilerCpuNanos";
    /** CPU nanoseconds of the collectors of all JVMs. */
    public static final String COLLECTOR_CPU_NANOS = "collectorCpuNanos";
    /** Switches of threads that had to wait. */
    public static final String VOLUNTARY_SWITCHES = "voluntarySwitches";
    /** Switches of threads that could have continued. */
    public static final String INVOLUNTARY_SWITCHES = "involuntarySwitches";
    /** CPU nanoseconds of the fixtures. */
    public static final String FIXTURE_CPU_NANOS = "fixtureCpuNanos";
    /** Peak resident bytes of all JVMs, shared pages counted once; with the last iteration. */
    public static final String PEAK_PROPORTIONAL_BYTES = "peakProportionalBytes";
    /** The most platform threads at once, over all JVMs; with the last iteration. */
    public static final String PEAK_THREADS = "peakThreads";
    /** Peak resident bytes of the fixtures; with the last iteration. */
    public static final String PEAK_FIXTURE_BYTES = "peakFixtureBytes";

    /** The system property of a trial's JVM with the process ids of its fixtures, separated by commas. */
    public static final String FIXTURES = "concurrencybench.fixtures";

    private CostTotals() {}
}
