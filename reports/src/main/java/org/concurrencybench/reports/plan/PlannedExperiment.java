package org.concurrencybench.reports.plan;

import java.util.List;

/**
 * One workload of a plan with its parameters, and its cells: what is prepared once and compared with one another.
 *
 * @param id that of all its cells: {@link Cell#experiment()}
 * @param workload what the plan says
 * @param cells at least one
 */
public record PlannedExperiment(String id, Plan.PlannedWorkload workload, List<Cell> cells) {
    public PlannedExperiment {
        cells = List.copyOf(cells);
    }
}
