package org.concurrencybench.reports.run;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.Family;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.run.BatchRule;
import org.concurrencybench.core.run.Pilot;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.Shape;

/**
 * Chooses batch sizes, shapes and iteration times from what the pilot found.
 *
 * <p>Computing batches are so small that an iteration holds ten of them even one task after the other. Waiting cells are measured one
 * batch an iteration, single-shot.
 */
record TrialSizing(Plan.TrialShape shape, int cpus) {
    /** Batches that a timed iteration should hold at least, so that counts do not quantise. */
    private static final int BATCHES_PER_ITERATION = 10;
    /** Enough tasks for every cpu to be busy until nearly the end of a batch. */
    private static final int TASKS_PER_CPU = 16;

    private static final int MAX_TASKS = 1024;
    /** Makespan cells measure for so much of the time that steady ones do: they need no search for steadiness. */
    private static final double MAKESPAN_SHARE = 0.5;
    /** Short batches are repeated up to so many times as often as iterations are planned. */
    private static final long MOST_SHOTS = 6;

    /** Of a task, where nothing tells it. */
    private static final Duration USUAL_WAIT = Duration.ofMillis(10);

    private static final double JVM_START_SECONDS = 0.7;
    private static final double WORKERS_START_SECONDS = 0.5;
    /** One-core time of the tasks that each JVM runs before the first iteration. */
    private static final double WARMUP_SECONDS = 0.02;
    /** The smallest tasks cost more to hand over than to run. */
    private static final int MAX_WARMUP_TASKS = 5_000;

    /** How large a batch of {@code cells}, all of one workload, may become. */
    BatchRule batchRule(Plan.PlannedWorkload planned, Workload<?, ?> workload, List<Cell> cells) {
        if (planned.tasks() > 0) {
            return BatchRule.fixed(planned.tasks());
        }
        if (workload.waits()) {
            int concurrency = cells.stream()
                    .mapToInt(Cell::concurrency)
                    .filter(bound -> bound < Settings.UNBOUNDED)
                    .max()
                    .orElse(cpus);
            return BatchRule.fixed(2 * concurrency);
        }
        return new BatchRule(
                TASKS_PER_CPU * cpus,
                Math.max(MAX_TASKS, TASKS_PER_CPU * cpus),
                shape.iteration().toNanos() / BATCHES_PER_ITERATION);
    }

    /** How the trials of {@code cell}, whose model adds so much to each task, run for {@code rounds} rounds at most. */
    TrialPlan plan(Cell cell, Workload<?, ?> workload, Duration taskOverhead, Pilot pilot, int rounds) {
        double iterationSeconds = shape.iteration().toNanos() / 1e9;
        double overhead = taskOverhead.toNanos() / 1e9 * pilot.tasks() / Math.min(cell.cpus(), pilot.tasks());
        double batchSeconds = batchSeconds(cell, workload, pilot) + overhead;
        double start = JVM_START_SECONDS + (cell.family() == Family.PROCESS ? WORKERS_START_SECONDS : 0);
        if (workload.waits()) {
            double measuring = iterationSeconds * shape.iterations() * MAKESPAN_SHARE;
            int shots = (int) Math.clamp(
                    Math.round(measuring / batchSeconds),
                    Math.min(3, shape.iterations()),
                    MOST_SHOTS * shape.iterations());
            int warmup = Math.max(1, shots / 2);
            return trial(
                    cell.sized(pilot.tasks(), Shape.MAKESPAN),
                    warmup,
                    shots,
                    shape.iteration(),
                    pilot.tasks(),
                    rounds,
                    start + (shots + warmup + 2) * batchSeconds);
        }
        // A batch of few but long tasks stretches its iterations.
        double stretched = Math.max(iterationSeconds, batchSeconds * BATCHES_PER_ITERATION);
        return trial(
                cell.sized(pilot.tasks(), Shape.STEADY),
                shape.warmupIterations(),
                shape.iterations(),
                seconds(stretched),
                Math.clamp(Math.round(WARMUP_SECONDS * 1e9 / pilot.nanosPerTask()), 1, MAX_WARMUP_TASKS),
                rounds,
                start + WARMUP_SECONDS + (shape.warmupIterations() + shape.iterations()) * stretched);
    }

    /**
     * What is taken for granted where no pilot has run: tasks that compute are as short as a batch wants them, tasks that wait do so as
     * long as the longest duration among their workload's parameters.
     */
    Pilot withoutPilot(Workload<?, ?> workload, Map<String, String> parameters, BatchRule rule) {
        if (!workload.waits()) {
            return new Pilot(
                    (double) shape.iteration().toNanos() / BATCHES_PER_ITERATION / rule.minTasks(), rule.minTasks());
        }
        Values values = Values.of("workload '" + workload.id() + "'", workload.parameters(), parameters);
        Duration longest = workload.parameters().stream()
                .map(values::get)
                .filter(Duration.class::isInstance)
                .map(Duration.class::cast)
                .max(Comparator.naturalOrder())
                .orElse(USUAL_WAIT);
        return new Pilot(longest.toNanos(), rule.minTasks());
    }

    private TrialPlan trial(
            Cell cell,
            int warmup,
            int iterations,
            Duration iteration,
            int warmupTasks,
            int rounds,
            double expectedSeconds) {
        Duration expected = seconds(expectedSeconds);
        return new TrialPlan(
                cell,
                warmup,
                iterations,
                iteration,
                warmupTasks,
                expected,
                shape.limit().plus(expected.multipliedBy(5)),
                rounds);
    }

    /** What a batch should take: waits overlap up to the concurrency, computing up to the cpus. */
    static double batchSeconds(Cell cell, Workload<?, ?> workload, Pilot pilot) {
        int atOnce = workload.waits() ? cell.concurrency() : 1; // computing: one after the other, the slowest model
        return Math.ceilDiv(pilot.tasks(), Math.min(atOnce, pilot.tasks())) * pilot.nanosPerTask() / 1e9;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
