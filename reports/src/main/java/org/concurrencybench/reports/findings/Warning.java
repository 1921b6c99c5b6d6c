package org.concurrencybench.reports.findings;

import java.util.List;

/**
 * Something that limits what the run can tell: all of one kind together.
 *
 * @param kind what sort of limit
 * @param where the experiments or cells that it concerns, the worst first; empty for the whole run
 * @param text what was seen
 * @param advice what to do about it
 */
public record Warning(Kind kind, List<Place> where, String text, String advice) {
    public Warning {
        where = List.copyOf(where);
    }

    /**
     * An experiment or cell.
     *
     * @param id in the records
     * @param seen what was seen of it, in numbers; may be empty
     */
    public record Place(String id, String seen) {}

    /** Sorts of limits, the gravest first. */
    public enum Kind {
        /** A result that cannot be: not ranked. */
        BREAKS_PHYSICS,
        /** Outputs differ from the expected ones: not ranked. */
        WRONG_RESULT,
        /** Records that no run writes, left out. */
        RECORDS_LEFT_OUT,
        /** Measured trials whose time per task is no positive number: left out. */
        NO_TIME,
        FAILED_CELL,
        /** What a cell asked for and its JVM does not have: not ranked. */
        SETTINGS_NOT_IN_EFFECT,
        CUT_OFF,
        INTERRUPTED,
        TORN_LINE,
        UNKNOWN_CELL,
        /** All outputs of a batch have one digest: that wrong ones would be noticed cannot be said. */
        OUTPUTS_ALIKE,
        /** Stages of chains that hold their threads while they wait. */
        BLOCKED_STAGES,
        /** More than the CPUs gave to independent processes, as far as that was measured. */
        SPEED_UP_IN_DOUBT,
        FEW_TRIALS,
        /** So many trials were not warm when their warm-up was ended by its limit that there is no verdict. */
        NOT_WARM,
        /** The same under a load that comes on a schedule. */
        NOT_WARM_UNDER_LOAD,
        /** So many trials never got steady that there is no verdict. */
        UNSTEADY,
        /** Times that went on falling or rising while they were measured. */
        STILL_CHANGING,
        /** Others used the CPUs meanwhile. */
        MACHINE_BUSY,
        /** A hypervisor gave CPUs to others meanwhile. */
        CPUS_STOLEN,
        /** The machine became slower or faster over the run. */
        MACHINE_DRIFTED,
        /** Differences between models that rose and fell over the rounds. */
        DIFFERENCES_WANDERED,
        /** A waiting workload that computes, or the other way round. */
        NOT_AS_DECLARED,
        /** A concurrent model with hardly more than one task in flight. */
        RAN_ONE_BY_ONE,
        /** Short iterations. */
        COARSE_ITERATIONS,
        /** A library in the user's jar that is not the one which was used. */
        LIBRARY_NOT_USED,
        /** Few trials that never got steady; they count. */
        SOME_UNSTEADY(true),
        /** Few trials that were not warm when their warm-up was ended by its limit; they count. */
        SOME_NOT_WARM(true),
        /** Changes while measured that are too small to cost a verdict. */
        SLIGHTLY_CHANGING(true),
        /** Too few or too short trials to see whether they were steady. */
        STEADINESS_NOT_JUDGED(true),
        NOT_SETTLED(true),
        ITERATION_SHARE(true),
        /** A library of the user's that the suite works with too, in place of its own version. */
        LIBRARY_USED_BY_SUITE(true);

        private final boolean note;

        Kind() {
            this(false);
        }

        Kind(boolean note) {
            this.note = note;
        }

        /** Whether it is a fact to know, which misleads nobody and asks for nothing. */
        public boolean isNote() {
            return note;
        }
    }
}
