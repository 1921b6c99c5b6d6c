package org.concurrencybench.reports.plan;

/** How a trial measures its cell. */
public enum Shape {
    /** Small batches, many in each timed iteration. */
    STEADY,
    /** One batch an iteration, for waiting work. */
    MAKESPAN
}
