package org.concurrencybench.reports.run.trial;

import java.time.Duration;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Shape;

/**
 * How the trials of one cell run, once the pilot has told how long a task takes.
 *
 * @param cell the cell, with its batch size and shape
 * @param warmup how long it runs at least before it is measured
 * @param warmupLimit how long it runs at most until it is warm; zero where the benchmark is not the harness's, so that
 *     JMH warms it up
 * @param settling JMH's own warm-up iterations after that, kept but not counted: the change to its loop is not measured
 * @param iterations iterations that are measured
 * @param iteration time of one iteration at least
 * @param expected how long a trial should take, JVM start included
 * @param limit after which a trial counts as stuck
 * @param rounds rounds that it takes part in at most
 */
public record TrialPlan(
        Cell cell,
        Duration warmup,
        Duration warmupLimit,
        int settling,
        int iterations,
        Duration iteration,
        Duration expected,
        Duration limit,
        int rounds) {
    /** {@link #expected} in seconds. */
    public double expectedSeconds() {
        return expected.toNanos() / 1e9;
    }

    boolean singleShot() {
        return cell.shape() == Shape.MAKESPAN;
    }
}
