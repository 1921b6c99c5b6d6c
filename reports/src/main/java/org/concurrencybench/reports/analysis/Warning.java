package org.concurrencybench.reports.analysis;

/**
 * Something that limits what the run can tell.
 *
 * @param kind what sort of limit
 * @param where the experiment or cell that it concerns; empty for the whole run
 * @param text what was seen
 * @param advice what to do about it
 */
public record Warning(Kind kind, String where, String text, String advice) {
    /** Sorts of limits, the gravest first. */
    public enum Kind {
        /** A result that cannot be: not ranked. */
        BREAKS_PHYSICS,
        /** Outputs differ from the expected ones: not ranked. */
        WRONG_RESULT,
        /** Measured trials whose time per task is no positive number: left out. */
        NO_TIME,
        FAILED_CELL,
        /** What a cell asked for and its JVM does not have: not ranked. */
        SETTINGS_NOT_IN_EFFECT,
        CUT_OFF,
        INTERRUPTED,
        TORN_LINE,
        UNKNOWN_CELL,
        FEW_TRIALS,
        /** Trials whose warm-up was ended by its limit. */
        NOT_WARM,
        UNSTEADY,
        /** Times that went on falling or rising while they were measured. */
        STILL_CHANGING,
        /** Others used the CPUs meanwhile. */
        MACHINE_BUSY,
        /** A hypervisor gave CPUs to others meanwhile. */
        CPUS_STOLEN,
        /** The machine became slower or faster over the run. */
        MACHINE_DRIFTED,
        NOT_SETTLED,
        /** Too few or too short trials to see whether they were steady. */
        STEADINESS_NOT_JUDGED,
        /** A waiting workload that computes, or the other way round. */
        NOT_AS_DECLARED,
        /** A concurrent model with hardly more than one task in flight. */
        RAN_ONE_BY_ONE,
        /** Short iterations, or few batches in them. */
        COARSE_ITERATIONS,
        ITERATION_SHARE
    }
}
