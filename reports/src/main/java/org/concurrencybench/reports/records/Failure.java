package org.concurrencybench.reports.records;

/**
 * Why a trial failed.
 *
 * @param kind what sort of failure
 * @param message the cause in words, one or more lines
 */
public record Failure(Kind kind, String message) {
    /** Sorts of failure. */
    public enum Kind {
        /** Workload or model failed before the first measured batch. */
        SETUP,
        /** A task threw. */
        TASK,
        /** An output's digest is not the expected one. */
        WRONG_RESULT,
        /** Workload or model failed after the last batch. */
        TEARDOWN,
        /** Took longer than its limit; its whole process tree was ended. */
        TIMEOUT,
        /** The JVM ended before its time. */
        JVM_EXIT
    }
}
