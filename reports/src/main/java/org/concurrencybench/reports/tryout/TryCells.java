package org.concurrencybench.reports.tryout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.experiment.BatchRule;
import org.concurrencybench.core.experiment.Pilot;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.CellPlanner;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.run.trial.TrialPlan;
import org.concurrencybench.reports.run.trial.TrialSizing;

/**
 * The cells of one workload that is tried: as a run would plan them, with a few more tasks in flight where a run has
 * few, so that tasks which share state meet.
 *
 * @param byModel the cells, by the ids of their models
 * @param refusals why other models cannot run the workload, by their ids
 */
record TryCells(Map<String, Cell> byModel, Map<String, String> refusals) {
    /** In flight at least, where the model can have several: also on a machine with one CPU. */
    private static final int LEAST_AT_ONCE = 4;
    /** What a batch may take: long enough for tasks to meet, short enough for somebody who waits. */
    private static final double BATCH_NANOS = 2e9;

    private static final Duration ITERATION = Duration.ofMillis(200);
    /** Of a workload's batches: one that settles, two that count. */
    private static final int BATCHES = 3;

    static TryCells of(TryRequest request, Catalog catalog, Plan plan, Workload<?, ?> workload) {
        CellPlanner planner = new CellPlanner(catalog, request.cpus());
        Map<String, Cell> cells = new LinkedHashMap<>();
        Map<String, String> refusals = new LinkedHashMap<>();
        for (String id : request.models()) {
            ConcurrencyModel model = catalog.model(id);
            Optional<String> refusal = model.refusal(workload, request.jvm().feature());
            if (refusal.isPresent()) {
                refusals.put(id, refusal.get());
                continue;
            }
            try {
                cells.put(
                        id,
                        planner.cells(plan, planned(workload, model, request.cpus()))
                                .getFirst());
            } catch (UsageException e) {
                refusals.put(id, String.valueOf(e.getMessage()));
            }
        }
        return new TryCells(cells, refusals);
    }

    private static Plan.PlannedWorkload planned(Workload<?, ?> workload, ConcurrencyModel model, int cpus) {
        // A JVM for each task: more of them than CPUs would only wait for each other.
        boolean heavy = model.taskOverhead().isPositive();
        Optional<String> concurrency = heavy
                ? Optional.of(Integer.toString(cpus))
                : workload.waits() ? Optional.empty() : Optional.of(Integer.toString(Math.max(LEAST_AT_ONCE, cpus)));
        Plan.PlannedWorkload all = Plan.PlannedWorkload.of(workload.id());
        return new Plan.PlannedWorkload(
                all.id(),
                all.tasks(),
                all.rounds(),
                concurrency,
                Optional.of(List.of(model.id())),
                all.parameters(),
                all.variants(),
                all.sweep());
    }

    /** How large a batch a run would make of {@code workload}. */
    BatchRule batchRule(TrialSizing sizing, Workload<?, ?> workload) {
        return sizing.batchRule(Plan.PlannedWorkload.of(workload.id()), workload, new ArrayList<>(byModel.values()));
    }

    /** How {@code cell} is tried, once the pilot has told how long a task takes; ended after {@code limit}. */
    static TrialPlan trial(Cell cell, Workload<?, ?> workload, ConcurrencyModel model, Pilot pilot, Duration limit) {
        double task = Math.max(1, pilot.nanosPerTask() + model.taskOverhead().toNanos());
        int tasks = tasks(cell, workload, pilot, task);
        double batch = Math.ceil((double) tasks / atOnce(cell, workload, pilot)) * task;
        boolean isLong = task + BATCHES * batch > limit.toNanos() / 2.0;
        return new TrialPlan(
                cell.sized(tasks, workload.waits() ? Shape.MAKESPAN : Shape.STEADY),
                Duration.ZERO,
                Duration.ZERO,
                isLong ? 0 : 1,
                isLong ? 1 : BATCHES - 1,
                ITERATION,
                Duration.ofNanos(Math.round(task + BATCHES * Math.max(batch, (double) ITERATION.toNanos()))),
                limit,
                1);
    }

    /** The tasks of a batch, of which a run may have more; at least as many as can be in flight, and two. */
    static int tasks(Cell cell, Workload<?, ?> workload, Pilot pilot, double taskNanos) {
        int atOnce = atOnce(cell, workload, pilot);
        long fitting = Math.round(Math.floor(BATCH_NANOS / taskNanos)) * atOnce;
        long least = Math.max(2, Math.min(cell.concurrency(), pilot.tasks()));
        return (int) Math.min(pilot.tasks(), Math.max(least, fitting));
    }

    /** Waits overlap; of computing, the slowest model does one task after the other. */
    private static int atOnce(Cell cell, Workload<?, ?> workload, Pilot pilot) {
        return workload.waits() ? Math.min(cell.concurrency(), pilot.tasks()) : 1;
    }
}
