package org.concurrencybench.reports.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.core.experiment.Pilot;
import org.concurrencybench.reports.analysis.cells.Observation;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Load;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.trial.PreparedExperiment;
import org.concurrencybench.reports.run.trial.TrialPlan;
import org.concurrencybench.reports.run.trial.TrialRunner;
import org.concurrencybench.reports.run.trial.TrialSizing;

/**
 * What reference models complete at most: tasks per second of a few trials that measure batches. Loads that are shares
 * of it become absolute rates, the same for all models and all rounds.
 */
final class ReferenceCapacity {
    private static final int TRIALS = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final RunScope scope;
    private final TrialSizing sizing;
    private final PreparedExperiment experiment;
    private final Pilot pilot;
    private final Map<String, Double> capacities = new HashMap<>();
    private final Map<String, String> failures = new HashMap<>();

    ReferenceCapacity(RunScope scope, TrialSizing sizing, PreparedExperiment experiment, Pilot pilot) {
        this.scope = scope;
        this.sizing = sizing;
        this.experiment = experiment;
        this.pilot = pilot;
    }

    /** Measures {@code reference}; returns what came out, in words. */
    String measure(Cell reference) throws IOException {
        TrialRunner runner = new TrialRunner(
                scope.trialJvm(), scope.request().jvms(), scope.catalog(), scope.classPaths(), scope.scratch());
        TrialPlan plan = sizing.plan(
                reference,
                experiment.workload(),
                scope.catalog().model(reference.model()).taskOverhead(),
                pilot,
                TRIALS);
        List<Double> logs = new ArrayList<>();
        for (int trial = 1; trial <= TRIALS && !scope.interruption().happened(); trial++) {
            TrialRecord record =
                    runner.run(plan, experiment, List.copyOf(experiment.pids()), scope.budgetSeconds(), 0, trial);
            if (record.failure() != null) {
                failures.put(
                        reference.model(),
                        "the capacity of the reference model " + reference.model() + " could not be measured: "
                                + record.failure().headline());
            } else if (Observation.possible(record)) {
                logs.add(Math.log(Observation.of(record).nanosPerTask()));
            }
        }
        if (logs.isEmpty()) {
            return failures.computeIfAbsent(
                    reference.model(),
                    model -> "the capacity of the reference model " + model + " could not be measured");
        }
        failures.remove(reference.model());
        double nanos = Math.exp(
                logs.stream().mapToDouble(Double::doubleValue).average().orElse(0));
        double capacity = NANOS_PER_SECOND / nanos;
        capacities.put(reference.model(), capacity);
        return String.format(Locale.ROOT, "%s completes %.4g tasks per second at most", reference.model(), capacity);
    }

    /** Why the load of {@code cell} is not known; empty where it is. */
    Optional<String> failure(Cell cell) {
        Load load = cell.load();
        return load == null || load.hasRate() ? Optional.empty() : Optional.ofNullable(failures.get(load.reference()));
    }

    /** {@code cell} with its rate. */
    Cell offered(Cell cell) {
        Load load = cell.load();
        if (load == null) {
            return cell;
        }
        return cell.offered(load.at(capacities.getOrDefault(load.reference(), 0.0)));
    }
}
