package org.concurrencybench.reports.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.PilotRecord;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.run.machine.Calibration;
import org.concurrencybench.reports.run.trial.PreparedExperiment;
import org.concurrencybench.reports.run.trial.TrialPlan;

/**
 * Everything that is measured: cells with their trials' plans, and the experiments that they belong to.
 *
 * @param trials by cell id, in the order of the plan
 * @param unmeasurable cells whose experiment could not be prepared, with the cause
 * @param leftOut cells that are not measured
 * @param pilots what sized the trials
 * @param experiments by {@link Cell#experiment()}
 * @param calibration what the usable CPUs give; empty where it was not measured
 */
record PreparedRun(
        Map<String, TrialPlan> trials,
        Map<Cell, String> unmeasurable,
        List<LeftOutCell> leftOut,
        List<PilotRecord> pilots,
        Map<String, PreparedExperiment> experiments,
        Optional<Calibration> calibration)
        implements AutoCloseable {

    /** What was measured of the environment, for the header. */
    Map<String, String> environment() {
        return Map.of(
                RunHeader.PROCESSES_SPEED_UP, calibration.map(Calibration::text).orElse("n/a"));
    }

    /** Cells that have records: the measured and those that failed before they could be. */
    List<Cell> cells() {
        List<Cell> cells = new ArrayList<>(unmeasurable.keySet());
        trials.values().forEach(plan -> cells.add(plan.cell()));
        return cells;
    }

    PreparedExperiment experiment(Cell cell) {
        PreparedExperiment experiment = experiments.get(cell.experiment());
        if (experiment == null) {
            throw new IllegalStateException("no experiment for " + cell.id());
        }
        return experiment;
    }

    /** Seconds that a round over all cells should take. */
    double roundSeconds() {
        return trials.values().stream().mapToDouble(TrialPlan::expectedSeconds).sum();
    }

    /** Process ids that no watchdog may end. */
    List<Long> fixturePids() {
        return experiments.values().stream()
                .flatMap(experiment -> experiment.pids().stream())
                .toList();
    }

    /** Ends the fixtures. */
    @Override
    public void close() {
        experiments.values().forEach(PreparedExperiment::close);
    }
}
