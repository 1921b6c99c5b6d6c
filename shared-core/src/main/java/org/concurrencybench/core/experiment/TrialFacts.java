package org.concurrencybench.core.experiment;

/**
 * Names of the facts of a trial: what its JVM writes into the {@link TrialFolder}, and what the runner adds before all
 * of them stand in the trial's record. Settings have the name under which they were asked for. A session may tell
 * others, of its own ({@link org.concurrencybench.core.api.Session#inEffect()}).
 */
public final class TrialFacts {
    /** Version of the JVM: {@code 25.0.1+8-LTS}. */
    public static final String VM_VERSION = "java";

    public static final String JAVA_VERSION = "javaVersion";
    public static final String VM_NAME = "vmName";
    public static final String JAVA_HOME = "javaHome";
    public static final String JVM_ARGUMENTS = "jvmArguments";

    /** As in {@code -XX:+Use…GC}. */
    public static final String COLLECTOR = "collector";

    public static final String HEAP_BYTES = "heapBytes";
    /** What the JVM takes for the number of CPUs. */
    public static final String PROCESSORS = "processors";

    /** The CPU budget. */
    public static final String CPUS = "cpus";
    /** Tasks in flight. */
    public static final String CONCURRENCY = "concurrency";
    /** Worker processes. */
    public static final String WORKERS = "workers";

    public static final String WORKER_PROCESSORS = "workerProcessors";
    public static final String WORKER_HEAP_BYTES = "workerHeapBytes";

    /** Process id of the JVM that JMH forked. */
    public static final String PID = "pid";
    /** JVMs that run tasks: 1, or the number of workers. */
    public static final String JVMS = "jvms";
    /** Milliseconds from asking for the session to the first result. */
    public static final String START_MILLIS = "startMillis";
    /** Nanoseconds that digesting an output takes, measured apart. */
    public static final String DIGEST_NANOS_PER_TASK = "digestNanosPerTask";
    /** How the session runs the workload, where a reader must know it; absent where there is nothing to say. */
    public static final String REMARK = "remark";
    /** Where a stage of a chain was seen to block its thread, with how often; absent where none was. */
    public static final String BLOCKED_AT = "blockedAt";
    /**
     * {@link #YES} where tasks have parts that run side by side, so that a task alone takes longer where they cannot.
     */
    public static final String FANS_OUT = "fansOut";

    /** By the runner, before the name of a fact: what the cell asked for. Without it: what the measured JVM saw. */
    public static final String ASKED = "asked.";

    /**
     * By the runner, whether the trial's warm-up ended by evidence: {@link #YES} when its JVMs hardly compiled any more
     * and its times had no trend, {@link #NO} when the limit of the plan came first. Absent where it was not judged,
     * and in older records.
     */
    public static final String WARM = "warm";

    /** What a search for a capacity tried, each as {@code rate:tasks:late}. */
    public static final String LOAD_PROBES = "loadProbes";

    public static final String YES = "yes";
    public static final String NO = "no";

    private TrialFacts() {}
}
