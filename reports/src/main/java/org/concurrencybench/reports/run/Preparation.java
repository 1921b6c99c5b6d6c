package org.concurrencybench.reports.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.experiment.BatchRule;
import org.concurrencybench.core.experiment.Pilot;
import org.concurrencybench.core.experiment.PilotRun;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.PlannedExperiment;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.PilotRecord;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.run.machine.Calibration;
import org.concurrencybench.reports.run.trial.PreparedExperiment;
import org.concurrencybench.reports.run.trial.TrialPlan;
import org.concurrencybench.reports.run.trial.TrialSizing;

/** Prepares every experiment of a plan once: fixtures, pilot, expected digests; then sizes the trials of its cells. */
final class Preparation {
    private static final double MOST_PASS_SECONDS = PilotRun.LONGEST.toSeconds();
    /** Of the budget that is left. */
    private static final double PASS_SHARE = 0.25;
    /** The start of a JVM and the pilot take some seconds on a busy machine. */
    private static final double LEAST_PASS_SECONDS = 10;

    private final RunScope scope;
    private final Catalog catalog;
    private final TrialSizing sizing;
    private final RefusedCells refused;
    private final TimeBreakdown time;
    private final Progress progress;
    private final Map<String, TrialPlan> trials = new LinkedHashMap<>();
    private final Map<Cell, String> unmeasurable = new LinkedHashMap<>();
    private final List<LeftOutCell> leftOut = new ArrayList<>();
    private final List<PilotRecord> pilots = new ArrayList<>();
    private final Map<String, PreparedExperiment> experiments = new LinkedHashMap<>();

    Preparation(RunScope scope, TimeBreakdown time) {
        this.scope = scope;
        this.catalog = scope.catalog();
        this.sizing = new TrialSizing(scope.plan().trial(), scope.request().cpus());
        this.refused = new RefusedCells(scope.request(), catalog);
        this.time = time;
        this.progress = scope.progress();
    }

    PreparedRun prepare(List<PlannedExperiment> planned) throws IOException, InterruptedException {
        BudgetShare share = BudgetShare.of(
                scope.plan(),
                planned.stream().mapToInt(each -> each.cells().size()).sum());
        Optional<Calibration> calibration = Calibration.measure(
                scope.request().jvms().getFirst().java(), Runtime.getRuntime().availableProcessors());
        try {
            for (PlannedExperiment each : planned) {
                Workload<?, ?> workload = catalog.workload(each.workload().id());
                List<Cell> cells = withoutRefused(each.cells());
                if (cells.isEmpty()) {
                    continue;
                }
                BatchRule rule = sizing.batchRule(each.workload(), workload, cells);
                PreparedExperiment experiment = experiment(each, rule);
                String failure = experiment.failure();
                if (failure != null) {
                    progress.unmeasurable(each.id(), new Failure(Failure.Kind.SETUP, failure));
                    cells.forEach(cell -> unmeasurable.put(cell, failure));
                    continue;
                }
                Pilot pilot = experiment.pilot();
                addPilot(each, workload, pilot);
                ReferenceCapacity capacity = capacity(each, experiment, pilot);
                for (Cell cell : cells) {
                    Optional<String> unknown = capacity.failure(cell);
                    if (unknown.isPresent()) {
                        unmeasurable.put(cell, unknown.get());
                        continue;
                    }
                    admit(
                            capacity.offered(cell),
                            experiment.workload(),
                            pilot,
                            share,
                            scope.plan().rounds(each.workload()));
                }
            }
            return new PreparedRun(trials, unmeasurable, leftOut, pilots, experiments, calibration);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /** What loads that are shares of a capacity are shares of. */
    private ReferenceCapacity capacity(PlannedExperiment planned, PreparedExperiment experiment, Pilot pilot)
            throws IOException, InterruptedException {
        ReferenceCapacity capacity = new ReferenceCapacity(scope, sizing, experiment, pilot);
        for (Cell reference : planned.references().values()) {
            progress.now("measuring the capacity of " + reference.displayName() + " on " + planned.id());
            progress.say(planned.id() + ": " + capacity.measure(reference));
            if (scope.interruption().happened()) {
                throw new InterruptedException("interrupted before anything was measured");
            }
        }
        return capacity;
    }

    /** Those whose models can run the workload; the others are left out, with the reason. */
    private List<Cell> withoutRefused(List<Cell> cells) {
        List<Cell> able = new ArrayList<>();
        for (Cell cell : cells) {
            Optional<String> reason = refused.reason(cell);
            if (reason.isEmpty()) {
                able.add(cell);
            } else {
                LeftOutCell left = new LeftOutCell(cell, reason.get(), null);
                leftOut.add(left);
                progress.say("left out: " + cell.id() + ": " + left.reason());
            }
        }
        return able;
    }

    private void addPilot(PlannedExperiment experiment, Workload<?, ?> workload, Pilot pilot) {
        progress.say(String.format(
                Locale.ROOT,
                "%s: a task takes %s, %d tasks a batch",
                experiment.id(),
                duration(pilot.nanosPerTask()),
                pilot.tasks()));
        pilots.add(new PilotRecord(
                experiment.id(),
                pilot.nanosPerTask(),
                pilot.tasks(),
                experiment.workload().tasks() > 0,
                pilot.alike(),
                workload.figures()));
        if (pilot.alike()) {
            progress.say("warning: " + experiment.id() + ": " + PilotRecord.ALIKE);
        }
    }

    /**
     * Prepares what {@code earlier}, the header of the run that goes on, measures: sizes, order and what is left out
     * stay as they were.
     *
     * @throws IOException when an experiment that could be prepared then cannot be now
     */
    PreparedRun prepareAgain(List<PlannedExperiment> planned, RunHeader earlier)
            throws IOException, InterruptedException {
        try {
            for (PlannedExperiment each : planned) {
                Optional<PilotRecord> pilot = earlier.pilot(each.id());
                if (pilot.isEmpty()) {
                    each.cells()
                            .forEach(cell -> unmeasurable.put(cell, "it could not be prepared when the run started"));
                    continue;
                }
                PreparedExperiment experiment =
                        experiment(each, BatchRule.fixed(pilot.get().tasks()));
                if (experiment.failure() != null) {
                    throw new IOException(
                            each.id() + " could be prepared before and cannot be now: " + experiment.failure());
                }
            }
            Map<String, Integer> rounds = new HashMap<>();
            planned.forEach(each -> rounds.put(each.id(), scope.plan().rounds(each.workload())));
            for (Cell cell : earlier.cells()) {
                Optional<PilotRecord> pilot = earlier.pilot(cell.experiment());
                if (cell.load() != null && !cell.load().hasRate()) {
                    unmeasurable.put(
                            cell, "the capacity of its reference model could not be measured when the run started");
                } else if (pilot.isPresent()) {
                    TrialPlan plan = sizing.plan(
                            cell,
                            catalog.workload(cell.workload()),
                            catalog.model(cell.model()).taskOverhead(),
                            new Pilot(pilot.get().nanosPerTask(), pilot.get().tasks()),
                            rounds.getOrDefault(cell.experiment(), scope.plan().maxRounds()));
                    trials.put(plan.cell().id(), plan);
                }
            }
            return new PreparedRun(
                    trials, unmeasurable, earlier.leftOut(), earlier.pilots(), experiments, Optional.empty());
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    private void close() {
        experiments.values().forEach(PreparedExperiment::close);
    }

    private PreparedExperiment experiment(PlannedExperiment planned, BatchRule rule)
            throws IOException, InterruptedException {
        Workload<?, ?> workload = catalog.workload(planned.workload().id());
        progress.now("preparing " + planned.id());
        Values parameters = Values.of(
                "workload '" + planned.workload().id() + "'",
                workload.parameters(),
                planned.cells().getFirst().parameters());
        PreparedExperiment experiment = PreparedExperiment.prepare(
                workload,
                parameters,
                rule,
                scope.scratch().resolve("experiment-" + experiments.size()),
                scope.request().jvms().getFirst().java(),
                scope.classPaths().of(workload),
                scope.trialJvm().aloneArguments(),
                passLimit(scope.plan().budget(), time.seconds()));
        experiments.put(planned.id(), experiment);
        if (experiment.failure() == null
                ? scope.interruption().happened()
                : scope.interruption().happensNow()) {
            throw new InterruptedException("interrupted before anything was measured");
        }
        return experiment;
    }

    /** What the pilot run of one workload may take: however many of them hang, they leave some of the budget. */
    static Duration passLimit(Duration budget, double spentSeconds) {
        double share = (budget.toNanos() / 1e9 - spentSeconds) * PASS_SHARE;
        return Duration.ofMillis(Math.round(Math.clamp(share, LEAST_PASS_SECONDS, MOST_PASS_SECONDS) * 1e3));
    }

    private void admit(Cell cell, Workload<?, ?> workload, Pilot pilot, BudgetShare share, int rounds) {
        TrialPlan plan = sizing.plan(cell, workload, catalog.model(cell.model()).taskOverhead(), pilot, rounds);
        if (share.affords(plan)) {
            trials.put(plan.cell().id(), plan);
        } else {
            LeftOutCell left = share.leftOut(plan, workload, pilot);
            leftOut.add(left);
            progress.say("left out: " + cell.id() + ": " + left.reason());
        }
    }

    private static String duration(double nanos) {
        if (nanos >= 1e6) {
            return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
        }
        return nanos >= 1e3
                ? String.format(Locale.ROOT, "%.1f µs", nanos / 1e3)
                : String.format(Locale.ROOT, "%.0f ns", nanos);
    }
}
