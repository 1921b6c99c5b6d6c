package org.concurrencybench.reports.records;

/** Names of the facts of a trial. */
public final class FactName {
    /** Before the name of a fact: what the cell asked for. Without it: what the measured JVM saw. */
    public static final String ASKED = "asked.";

    /**
     * Whether the trial's warm-up ended by evidence: {@code yes} when its JVMs hardly compiled any more and its times had no trend,
     * {@code no} when the limit of the plan came first. Absent where it was not judged, and in older records.
     */
    public static final String WARM = "warm";

    /** Where a stage of a chain was seen to block its thread, with how often; absent where none was. */
    public static final String BLOCKED_AT = "blockedAt";

    private FactName() {}
}
