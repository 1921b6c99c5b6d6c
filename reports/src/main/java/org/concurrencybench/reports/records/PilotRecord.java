package org.concurrencybench.reports.records;

import org.concurrencybench.reports.plan.Cell;

/**
 * What the pilot told about one experiment; a run that goes on sizes its trials by it again.
 *
 * @param experiment {@link org.concurrencybench.reports.plan.Cell#experiment()}
 * @param nanosPerTask nanoseconds of one task, one after the other
 * @param tasks the batch size
 * @param tasksPlanned whether the plan fixed the batch size, and not the pilot
 */
public record PilotRecord(String experiment, double nanosPerTask, int tasks, boolean tasksPlanned) {
    public PilotRecord {
        experiment = Cell.today(experiment);
    }
}
