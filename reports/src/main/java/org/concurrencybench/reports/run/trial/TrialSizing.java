package org.concurrencybench.reports.run.trial;

import java.time.Duration;
import java.util.List;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.experiment.BatchRule;
import org.concurrencybench.core.experiment.Pilot;
import org.concurrencybench.core.load.CapacitySearch;
import org.concurrencybench.core.load.SoughtCapacity;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Load;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.Shape;

/**
 * Chooses batch sizes, shapes and the lengths of trials from what the pilot found.
 *
 * <p>Computing batches are so small that an iteration holds ten of them even one task after the other, as long as tasks
 * are short. Long tasks take fewer to a batch, down to one for each cpu, and one batch an iteration. Waiting cells are
 * measured one batch an iteration, single-shot.
 */
public record TrialSizing(Plan.TrialShape shape, int cpus) {
    /** Batches of short tasks that an iteration should hold. */
    private static final int BATCHES_PER_ITERATION = 10;
    /** Enough short tasks for every cpu to be busy until nearly the end of a batch. */
    private static final int TASKS_PER_CPU = 16;

    private static final int MAX_TASKS = 1024;
    /** Iterations that a batch of long tasks may fill: what idles at its end is then a small part of it. */
    private static final int ITERATIONS_PER_BATCH = 5;
    /** Fewer iterations than planned are measured where they are long, but not fewer than this. */
    private static final int LEAST_ITERATIONS = 3;
    /** Short batches of waiting work are repeated up to this many times as often as iterations are planned. */
    private static final int MOST_SHOTS = 6;
    /**
     * What JMH's own warm-up iterations fill, after the harness has warmed the trial up: its first ones have code
     * compiled again, which took 3 to 16 % of the next four tenths of a second. At most this share of the limit of the
     * warm-up, and one iteration at least.
     */
    private static final double SETTLING_SECONDS = 0.5;

    private static final double SETTLING_SHARE = 1.0 / 8;
    private static final int MOST_SETTLING = 60;

    /** Work that waits does not depend on the compilers as much. */
    private static final Duration WAITING_WARMUP = Duration.ofSeconds(2);

    private static final double JVM_START_SECONDS = 0.7;
    private static final double WORKERS_START_SECONDS = 0.5;
    /** To start, look at and end some thousands of waiting tasks. */
    private static final double WAITING_SECONDS = 2;

    /** How long computing work usually takes to get warm; most of the time that a trial of it takes. */
    private static final double USUAL_WARMUP_SECONDS = 3;

    /** How large a batch of {@code cells}, all of one workload, may become. */
    public BatchRule batchRule(Plan.PlannedWorkload planned, Workload<?, ?> workload, List<Cell> cells) {
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
                cpus,
                TASKS_PER_CPU * cpus,
                Math.max(MAX_TASKS, TASKS_PER_CPU * cpus),
                Math.max(1, shape.iteration().toNanos() / BATCHES_PER_ITERATION),
                shape.iteration().toNanos() * ITERATIONS_PER_BATCH);
    }

    /** How the trials of {@code cell}, whose model adds so much to each task, run for {@code rounds} rounds at most. */
    public TrialPlan plan(Cell cell, Workload<?, ?> workload, Duration taskOverhead, Pilot pilot, int rounds) {
        Load load = cell.load();
        if (load != null) {
            return plan(cell, load, workload, taskOverhead, pilot, rounds);
        }
        double overhead = taskOverhead.toNanos() / 1e9 * pilot.tasks() / Math.min(cell.cpus(), pilot.tasks());
        double batchSeconds = batchSeconds(cell, workload, pilot) + overhead;
        Cell sized = cell.sized(pilot.tasks(), workload.waits() ? Shape.MAKESPAN : Shape.STEADY);
        double iterationSeconds = workload.waits() ? batchSeconds : Math.max(batchSeconds, seconds(shape.iteration()));
        int iterations = iterations(workload, batchSeconds);
        // A benchmark that is not the harness's own gets all its warm-up from JMH, as long as the harness's would be at
        // most.
        boolean foreign = !cell.benchmark().isEmpty();
        int settling = foreign
                ? (int) Math.ceil(seconds(shape.warmupLimit()) / Math.max(iterationSeconds, seconds(shape.iteration())))
                : settling(iterationSeconds);
        Duration least = workload.waits()
                        && shape.warmup().compareTo(WAITING_WARMUP) > 0
                        && !shape.warmup().equals(shape.warmupLimit())
                ? WAITING_WARMUP
                : shape.warmup();
        double usual = workload.waits() ? 0 : USUAL_WARMUP_SECONDS;
        double warmup = foreign
                ? 0
                : Math.max(
                        Math.clamp(usual, seconds(least), seconds(shape.warmupLimit())),
                        shape.warmupLimit().isZero() ? 0 : batchSeconds);
        Duration expected = duration(JVM_START_SECONDS
                + (cell.family() == ModelFamily.PROCESS ? WORKERS_START_SECONDS : 0)
                + warmup
                + shape.waiting().size() * WAITING_SECONDS
                + (settling + iterations) * iterationSeconds);
        return new TrialPlan(
                sized,
                least,
                foreign ? Duration.ZERO : shape.warmupLimit(),
                settling,
                iterations,
                shape.iteration(),
                expected,
                shape.limit().plus(shape.warmupLimit()).plus(expected.multipliedBy(5)),
                rounds);
    }

    /**
     * How the trials of an open-loop cell run: warm by batches as all others, then one call that offers the whole load.
     */
    private TrialPlan plan(
            Cell cell, Load load, Workload<?, ?> workload, Duration taskOverhead, Pilot pilot, int rounds) {
        TrialPlan batches = plan(cell.offered(null), workload, taskOverhead, pilot, rounds);
        double measured = (batches.settling() + batches.iterations())
                * (workload.waits()
                        ? batchSeconds(cell, workload, pilot)
                        : Math.max(batchSeconds(cell, workload, pilot), seconds(shape.iteration())));
        // Clients and servers compile for long; what only sleeps is warm at once. Which of both it is nobody knows yet.
        Duration longerWarmup =
                workload.waits() ? batches.warmupLimit().minus(batches.warmup()).dividedBy(2) : Duration.ZERO;
        Duration expected = batches.expected()
                .minus(duration(Math.min(measured, seconds(batches.expected()))))
                .plus(longerWarmup)
                .plus(duration(
                        load.target() == null
                                ? load.settleSeconds() + load.lengthSeconds()
                                : search(cell, load, workload, pilot)));
        return new TrialPlan(
                batches.cell().sized(pilot.tasks(), Shape.MAKESPAN).offered(load),
                batches.warmup(),
                batches.warmupLimit(),
                0,
                1,
                batches.iteration(),
                expected,
                shape.limit()
                        .plus(shape.warmupLimit())
                        .plus(expected.multipliedBy(5))
                        .plus(duration(load.timeoutSeconds())),
                rounds);
    }

    /** How long a search should take: the tasks of its probes at about what the cell can complete. */
    private static double search(Cell cell, Load load, Workload<?, ?> workload, Pilot pilot) {
        double late = load.target() == null ? 1 : 1 - load.target().percentile() / 100;
        double perSecond = pilot.tasks() / batchSeconds(cell, workload, pilot) * (workload.waits() ? 1 : cell.cpus());
        double probe = CapacitySearch.LATE_TASKS / late / CapacitySearch.PROBES / perSecond;
        double least = load.target() == null
                ? 0
                : SoughtCapacity.leastSeconds(load.target().latency());
        return CapacitySearch.PROBES * Math.min(Math.max(probe, least), load.lengthSeconds()) * 2;
    }

    private int settling(double iterationSeconds) {
        double filled = Math.min(SETTLING_SECONDS, SETTLING_SHARE * seconds(shape.warmupLimit()));
        return Math.clamp((long) Math.ceil(filled / iterationSeconds), 1, MOST_SETTLING);
    }

    /** As many as fill the planned time of measurement. */
    private int iterations(Workload<?, ?> workload, double batchSeconds) {
        double measured = seconds(shape.iteration()) * shape.iterations();
        int most = workload.waits() ? MOST_SHOTS * shape.iterations() : shape.iterations();
        return Math.clamp(Math.round(measured / batchSeconds), Math.min(LEAST_ITERATIONS, shape.iterations()), most);
    }

    /** What a batch should take: waits overlap up to the concurrency, computing up to the cpus. */
    static double batchSeconds(Cell cell, Workload<?, ?> workload, Pilot pilot) {
        int atOnce = workload.waits() ? cell.concurrency() : 1; // computing: one after the other, the slowest model
        return Math.ceilDiv(pilot.tasks(), Math.min(atOnce, pilot.tasks())) * pilot.nanosPerTask() / 1e9;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
