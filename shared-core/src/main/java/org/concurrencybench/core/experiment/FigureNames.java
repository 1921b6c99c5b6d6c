package org.concurrencybench.core.experiment;

/**
 * Names under which the figures of a workload travel from a trial's JVM to the runner, and then stand in the trial's
 * record.
 */
public final class FigureNames {
    /** Before the name of a {@link org.concurrencybench.core.api.Figure}. */
    public static final String FIGURE = "figure.";

    /** Before a label, which {@link #MEAN} or {@link #P95} follows: nanoseconds from hand-over to completion. */
    public static final String TURNAROUND = "turnaround.";

    public static final String MEAN = ".mean";
    /** The 95th percentile within a batch. */
    public static final String P95 = ".p95";

    private FigureNames() {}
}
