package org.concurrencybench.reports.analysis.claims;

import java.util.Map;
import org.concurrencybench.reports.plan.Cell;

/**
 * A cell that a claim needs, as the plan {@code claims} has it.
 *
 * @param parameters those of the workload that matter
 * @param label of the plan's variant; empty for the plain cell
 */
record WantedCell(String workload, Map<String, String> parameters, String model, String label) {
    static WantedCell of(String workload, String model) {
        return new WantedCell(workload, Map.of(), model, "");
    }

    boolean is(Cell cell) {
        return cell.workload().equals(workload)
                && cell.model().equals(model)
                && cell.label().equals(label)
                && cell.parameters().entrySet().containsAll(parameters.entrySet());
    }

    String words() {
        return model + (label.isEmpty() ? "" : " (" + label + ")") + " on " + workload;
    }
}
