package org.concurrencybench.reports.records;

import java.util.List;
import org.concurrencybench.core.api.Figure;
import org.concurrencybench.reports.plan.Cell;
import org.jspecify.annotations.Nullable;

/**
 * What the pilot told about one experiment; a run that goes on sizes its trials by it again.
 *
 * @param experiment {@link org.concurrencybench.reports.plan.Cell#experiment()}
 * @param nanosPerTask nanoseconds of one task, one after the other
 * @param tasks the batch size
 * @param tasksPlanned whether the plan fixed the batch size, and not the pilot
 * @param alike whether all outputs of a batch have one digest; null in older records
 * @param figures what its outputs report; empty in older records
 */
public record PilotRecord(
        String experiment,
        double nanosPerTask,
        int tasks,
        boolean tasksPlanned,
        @Nullable Boolean alike,
        List<Figure> figures) {
    /** What {@link #alike} means, and what to do. */
    public static final String ALIKE =
            "all outputs of a batch have the same digest, so that wrong ones would not be noticed."
                    + " Let digest() depend on all that an output says, and outputs on their inputs.";

    public PilotRecord {
        experiment = Cell.today(experiment);
        figures = figures == null ? List.of() : List.copyOf(figures); // older records have none
    }

    /** Without outputs so far. */
    public PilotRecord(String experiment, double nanosPerTask, int tasks, boolean tasksPlanned) {
        this(experiment, nanosPerTask, tasks, tasksPlanned, null, List.of());
    }

    /** Whether it was seen that all outputs of a batch have one digest. */
    public boolean outputsAlike() {
        return Boolean.TRUE.equals(alike);
    }
}
