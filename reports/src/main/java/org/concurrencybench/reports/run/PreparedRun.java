package org.concurrencybench.reports.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.LeftOutCell;

/**
 * Everything that is measured: cells with their trials' plans, and the experiments that they belong to.
 *
 * @param trials by cell id, in the order of the plan
 * @param unmeasurable cells whose experiment could not be prepared, by id
 * @param leftOut cells that are not measured
 * @param experiments by {@link Cell#experiment()}
 */
record PreparedRun(
        Map<String, TrialPlan> trials,
        Map<String, Cell> unmeasurable,
        List<LeftOutCell> leftOut,
        Map<String, Experiment> experiments) {

    /** Cells that have records: the measured and those that failed before they could be. */
    List<Cell> cells() {
        Map<String, Cell> cells = new LinkedHashMap<>(unmeasurable);
        trials.forEach((id, plan) -> cells.put(id, plan.cell()));
        return new ArrayList<>(cells.values());
    }

    Experiment experiment(Cell cell) {
        Experiment experiment = experiments.get(cell.experiment());
        if (experiment == null) {
            throw new IllegalStateException("no experiment for " + cell.id());
        }
        return experiment;
    }

    /** Seconds that a round over {@code cells} should take. */
    double roundSeconds(List<Cell> cells) {
        return cells.stream()
                .mapToDouble(cell -> plan(cell).expected().toNanos() / 1e9)
                .sum();
    }

    TrialPlan plan(Cell cell) {
        TrialPlan plan = trials.get(cell.id());
        if (plan == null) {
            throw new IllegalStateException("no trial plan for " + cell.id());
        }
        return plan;
    }

    /** Process ids that no watchdog may end. */
    List<Long> fixturePids() {
        return experiments.values().stream()
                .flatMap(experiment -> experiment.pids().stream())
                .toList();
    }
}
