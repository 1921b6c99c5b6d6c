package org.concurrencybench.reports.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.run.BatchRule;
import org.concurrencybench.core.run.Pilot;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.RunHeader;
import org.jspecify.annotations.Nullable;

/** Prepares every experiment of a plan once: fixtures, pilot, expected digests; then sizes the trials of its cells. */
final class Preparation {
    /** A trial may take so many times its share of the budget before it is left out. */
    private static final double SHARES = 4;
    /** Trials below this are never left out. */
    private static final double ALWAYS_AFFORDABLE_SECONDS = 10;

    private final RunRequest request;
    private final Catalog catalog;
    private final TrialSizing sizing;
    private final TrialJvm jvm;
    private final Path folder;
    private final Interruption interruption;
    private final Progress progress;
    private final Map<String, TrialPlan> trials = new LinkedHashMap<>();
    private final Map<String, Cell> unmeasurable = new LinkedHashMap<>();
    private final List<LeftOutCell> leftOut = new ArrayList<>();
    private final Map<String, Experiment> experiments = new LinkedHashMap<>();

    Preparation(
            RunRequest request,
            Catalog catalog,
            TrialJvm jvm,
            Path folder,
            Interruption interruption,
            Progress progress) {
        this.request = request;
        this.catalog = catalog;
        this.sizing = new TrialSizing(request.plan().trial(), request.cpus());
        this.jvm = jvm;
        this.folder = folder;
        this.interruption = interruption;
        this.progress = progress;
    }

    /**
     * {@code planned} are the cells of each workload; {@code earlier} is the header of the run that is resumed, whose batch sizes are
     * kept.
     */
    PreparedRun prepare(Map<Plan.PlannedWorkload, List<Cell>> planned, @Nullable RunHeader earlier)
            throws IOException, InterruptedException {
        int allCells = planned.values().stream().mapToInt(List::size).sum();
        double share = request.plan().budget().toNanos() / 1e9 / request.plan().minRounds() / allCells;
        try {
            for (Map.Entry<Plan.PlannedWorkload, List<Cell>> entry : planned.entrySet()) {
                List<Cell> cells = entry.getValue();
                Experiment experiment = experiment(entry.getKey(), cells, earlier);
                for (Cell cell : cells) {
                    if (experiment.failure() == null) {
                        admit(cell, experiment, share, rounds(entry.getKey()));
                    } else {
                        unmeasurable.put(cell.id(), cell);
                    }
                }
            }
            return new PreparedRun(trials, unmeasurable, leftOut, experiments);
        } catch (Throwable e) {
            for (Experiment experiment : experiments.values()) {
                experiment.close();
            }
            throw e;
        }
    }

    private Experiment experiment(Plan.PlannedWorkload planned, List<Cell> cells, @Nullable RunHeader earlier)
            throws IOException, InterruptedException {
        Workload<?, ?> workload = catalog.workload(planned.id());
        Cell first = cells.getFirst();
        progress.now("preparing " + first.experiment());
        int concurrency = cells.stream()
                .filter(cell -> cell.concurrency() < org.concurrencybench.core.api.Settings.UNBOUNDED)
                .mapToInt(Cell::concurrency)
                .max()
                .orElse(request.cpus());
        BatchRule rule = sizing.batchRule(planned, workload, concurrency);
        if (earlier != null) {
            rule = earlier.cells().stream()
                    .filter(cell -> cell.experiment().equals(first.experiment()))
                    .findFirst()
                    .map(cell -> BatchRule.fixed(cell.tasks()))
                    .orElse(rule);
        }
        Values parameters = Values.of("workload '" + planned.id() + "'", workload.parameters(), first.parameters());
        Experiment experiment = Experiment.prepare(
                workload,
                parameters,
                rule,
                folder.resolve("experiment-" + experiments.size()),
                request.jvm(),
                jvm.aloneArguments());
        experiments.put(first.experiment(), experiment);
        if (experiment.failure() == null ? interruption.happened() : interruption.happensNow()) {
            throw new InterruptedException("interrupted before anything was measured");
        }
        if (experiment.failure() == null) {
            progress.say(String.format(
                    Locale.ROOT,
                    "%s: a task takes %s, %d tasks a batch",
                    first.experiment(),
                    duration(experiment.pilot().nanosPerTask()),
                    experiment.pilot().tasks()));
        } else {
            progress.say(first.experiment() + " cannot be measured: " + experiment.failure());
        }
        return experiment;
    }

    private int rounds(Plan.PlannedWorkload planned) {
        return planned.rounds() == 0
                ? request.plan().maxRounds()
                : Math.min(planned.rounds(), request.plan().maxRounds());
    }

    private void admit(Cell cell, Experiment experiment, double share, int rounds) {
        Pilot pilot = experiment.pilot();
        TrialPlan plan = sizing.plan(cell, experiment.workload(), pilot, rounds);
        double seconds = plan.expected().toNanos() / 1e9;
        if (seconds <= Math.max(SHARES * share, ALWAYS_AFFORDABLE_SECONDS)) {
            trials.put(plan.cell().id(), plan);
            return;
        }
        boolean arithmetic = experiment.workload().waits() && cell.concurrency() == 1;
        String reason = String.format(
                Locale.ROOT,
                "a trial would take about %.0f s, its share of the budget is %.0f s%s",
                seconds,
                share,
                arithmetic ? "; the waits add up, so the answer is arithmetic" : "");
        leftOut.add(new LeftOutCell(plan.cell(), reason, arithmetic ? pilot.nanosPerTask() : null));
        progress.say("left out: " + cell.id() + ": " + reason);
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
