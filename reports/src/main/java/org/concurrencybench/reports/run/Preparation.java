package org.concurrencybench.reports.run;

import java.io.IOException;
import java.nio.file.Path;
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
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.PilotRecord;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.run.jars.ClassPaths;
import org.concurrencybench.reports.run.machine.Calibration;
import org.concurrencybench.reports.run.trial.PreparedExperiment;
import org.concurrencybench.reports.run.trial.TrialJvm;
import org.concurrencybench.reports.run.trial.TrialPlan;
import org.concurrencybench.reports.run.trial.TrialSizing;

/** Prepares every experiment of a plan once: fixtures, pilot, expected digests; then sizes the trials of its cells. */
final class Preparation {
    private static final double MOST_PASS_SECONDS = PilotRun.LONGEST.toSeconds();
    /** Of the budget that is left. */
    private static final double PASS_SHARE = 0.25;
    /** The start of a JVM and the pilot take some seconds on a busy machine. */
    private static final double LEAST_PASS_SECONDS = 10;

    private final RunRequest request;
    private final Catalog catalog;
    private final ClassPaths classPaths;
    private final TrialSizing sizing;
    private final TrialJvm jvm;
    private final Path folder;
    private final TimeBreakdown time;
    private final Interruption interruption;
    private final Progress progress;
    private final Map<String, TrialPlan> trials = new LinkedHashMap<>();
    private final Map<Cell, String> unmeasurable = new LinkedHashMap<>();
    private final List<LeftOutCell> leftOut = new ArrayList<>();
    private final List<PilotRecord> pilots = new ArrayList<>();
    private final Map<String, PreparedExperiment> experiments = new LinkedHashMap<>();

    Preparation(
            RunRequest request,
            Catalog catalog,
            ClassPaths classPaths,
            TrialJvm jvm,
            Path folder,
            TimeBreakdown time,
            Interruption interruption,
            Progress progress) {
        this.request = request;
        this.catalog = catalog;
        this.classPaths = classPaths;
        this.sizing = new TrialSizing(request.plan().trial(), request.cpus());
        this.jvm = jvm;
        this.folder = folder;
        this.time = time;
        this.interruption = interruption;
        this.progress = progress;
    }

    /** {@code planned} are the cells of each workload. */
    PreparedRun prepare(Map<Plan.PlannedWorkload, List<Cell>> planned) throws IOException, InterruptedException {
        BudgetShare share = BudgetShare.of(
                request.plan(), planned.values().stream().mapToInt(List::size).sum());
        Optional<Calibration> calibration = Calibration.measure(
                request.jvms().getFirst().java(), Runtime.getRuntime().availableProcessors());
        try {
            for (Map.Entry<Plan.PlannedWorkload, List<Cell>> entry : planned.entrySet()) {
                List<Cell> cells = entry.getValue();
                BatchRule rule = sizing.batchRule(
                        entry.getKey(), catalog.workload(entry.getKey().id()), cells);
                PreparedExperiment experiment = experiment(entry.getKey(), cells, rule);
                String failure = experiment.failure();
                if (failure != null) {
                    progress.unmeasurable(cells.getFirst().experiment(), new Failure(Failure.Kind.SETUP, failure));
                    cells.forEach(cell -> unmeasurable.put(cell, failure));
                    continue;
                }
                Pilot pilot = experiment.pilot();
                progress.say(String.format(
                        Locale.ROOT,
                        "%s: a task takes %s, %d tasks a batch",
                        cells.getFirst().experiment(),
                        duration(pilot.nanosPerTask()),
                        pilot.tasks()));
                pilots.add(new PilotRecord(
                        cells.getFirst().experiment(),
                        pilot.nanosPerTask(),
                        pilot.tasks(),
                        entry.getKey().tasks() > 0,
                        pilot.alike()));
                if (pilot.alike()) {
                    progress.say("warning: " + cells.getFirst().experiment() + ": " + PilotRecord.ALIKE);
                }
                for (Cell cell : cells) {
                    admit(
                            cell,
                            experiment.workload(),
                            pilot,
                            share,
                            request.plan().rounds(entry.getKey()));
                }
            }
            return new PreparedRun(trials, unmeasurable, leftOut, pilots, experiments, calibration);
        } catch (Throwable e) {
            close();
            throw e;
        }
    }

    /**
     * Prepares what {@code earlier}, the header of the run that goes on, measures: sizes, order and what is left out stay as they were.
     *
     * @throws IOException when an experiment that could be prepared then cannot be now
     */
    PreparedRun prepareAgain(Map<Plan.PlannedWorkload, List<Cell>> planned, RunHeader earlier)
            throws IOException, InterruptedException {
        try {
            for (Map.Entry<Plan.PlannedWorkload, List<Cell>> entry : planned.entrySet()) {
                String id = entry.getValue().getFirst().experiment();
                Optional<PilotRecord> pilot = earlier.pilot(id);
                if (pilot.isEmpty()) {
                    entry.getValue()
                            .forEach(cell -> unmeasurable.put(cell, "it could not be prepared when the run started"));
                    continue;
                }
                PreparedExperiment experiment = experiment(
                        entry.getKey(),
                        entry.getValue(),
                        BatchRule.fixed(pilot.get().tasks()));
                if (experiment.failure() != null) {
                    throw new IOException(id + " could be prepared before and cannot be now: " + experiment.failure());
                }
            }
            Map<String, Integer> rounds = new HashMap<>();
            planned.forEach((workload, cells) ->
                    rounds.put(cells.getFirst().experiment(), request.plan().rounds(workload)));
            for (Cell cell : earlier.cells()) {
                Optional<PilotRecord> pilot = earlier.pilot(cell.experiment());
                if (pilot.isPresent()) {
                    TrialPlan plan = sizing.plan(
                            cell,
                            catalog.workload(cell.workload()),
                            catalog.model(cell.model()).taskOverhead(),
                            new Pilot(pilot.get().nanosPerTask(), pilot.get().tasks()),
                            rounds.getOrDefault(
                                    cell.experiment(), request.plan().maxRounds()));
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

    private PreparedExperiment experiment(Plan.PlannedWorkload planned, List<Cell> cells, BatchRule rule)
            throws IOException, InterruptedException {
        Workload<?, ?> workload = catalog.workload(planned.id());
        Cell first = cells.getFirst();
        progress.now("preparing " + first.experiment());
        Values parameters = Values.of("workload '" + planned.id() + "'", workload.parameters(), first.parameters());
        PreparedExperiment experiment = PreparedExperiment.prepare(
                workload,
                parameters,
                rule,
                folder.resolve("experiment-" + experiments.size()),
                request.jvms().getFirst().java(),
                classPaths.of(workload),
                jvm.aloneArguments(),
                passLimit(request.plan().budget(), time.seconds()));
        experiments.put(first.experiment(), experiment);
        if (experiment.failure() == null ? interruption.happened() : interruption.happensNow()) {
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
