package org.concurrencybench.reports.plan;

import java.util.List;
import java.util.Map;

/**
 * One workload of a plan with its parameters, and its cells: what is prepared once and compared with one another.
 *
 * @param id that of all its cells: {@link Cell#experiment()}
 * @param workload what the plan says
 * @param cells at least one
 * @param references cells that measure batches and are not measured in rounds: what they complete is the capacity that
 *     loads are shares of, by the model's id
 */
public record PlannedExperiment(
        String id, Plan.PlannedWorkload workload, List<Cell> cells, Map<String, Cell> references) {
    public PlannedExperiment {
        cells = List.copyOf(cells);
        references = Map.copyOf(references);
    }

    /** Without loads that are shares of a capacity. */
    public PlannedExperiment(String id, Plan.PlannedWorkload workload, List<Cell> cells) {
        this(id, workload, cells, Map.of());
    }
}
