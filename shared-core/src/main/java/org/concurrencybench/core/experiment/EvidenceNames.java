package org.concurrencybench.core.experiment;

/**
 * Names of what a trial finds out after its last measured iteration, in batches of its own; they stand as figures in
 * its record. A trial that was not asked to, or whose JVM cannot tell, has none of them.
 */
public final class EvidenceNames {
    /** The system property of a trial's JVM that asks for evidence: {@code true}. */
    public static final String ASKED = "concurrencybench.evidence";

    /** How often per task a virtual thread held its carrier while it waited. */
    public static final String PINNED_PER_TASK = "pinnedPerTask";
    /** Nanoseconds per task for which virtual threads held their carriers while they waited. */
    public static final String PINNED_NANOS_PER_TASK = "pinnedNanosPerTask";
    /** Mean number of virtual threads that had a carrier; JDK 24. */
    public static final String MOUNTED = "virtualThreadsMounted";
    /** Mean number of virtual threads that waited for a carrier; JDK 24. */
    public static final String QUEUED = "virtualThreadsQueued";
    /** The most threads of the scheduler; JDK 24. */
    public static final String CARRIERS = "carriers";

    /** The system property of a trial's JVM with numbers of waiting tasks, ascending, separated by commas. */
    public static final String WAITING = "concurrencybench.waiting";

    /** Bytes per task that waits and does nothing else: the slope over the numbers of waiting tasks that were tried. */
    public static final String WAITING_BYTES_PER_TASK = "waitingBytesPerTask";
    /**
     * Before a number of waiting tasks: bytes that they took, over those without any, resident ones outside of the heap
     * and live ones in it.
     */
    public static final String WAITING_BYTES = "waitingBytes.";
    /** Before a number of tasks: why this many could not wait. A fact, not a figure. */
    public static final String WAITING_REFUSED = "waitingRefused.";

    private EvidenceNames() {}
}
