package org.concurrencybench.reports.run;

import java.time.Duration;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Shape;

/**
 * How the trials of one cell run, once the pilot has told how long a task takes.
 *
 * @param cell the cell, with its batch size and shape
 * @param warmupIterations iterations that are kept but not counted
 * @param iterations iterations that are measured
 * @param iteration time of one iteration at least
 * @param warmupTasks tasks that each JVM has run before the first iteration
 * @param expected how long a trial should take, JVM start included
 * @param limit after which a trial counts as stuck
 * @param rounds rounds that it takes part in at most
 */
record TrialPlan(
        Cell cell,
        int warmupIterations,
        int iterations,
        Duration iteration,
        int warmupTasks,
        Duration expected,
        Duration limit,
        int rounds) {
    /** {@link #expected} in seconds. */
    double expectedSeconds() {
        return expected.toNanos() / 1e9;
    }

    boolean singleShot() {
        return cell.shape() == Shape.MAKESPAN;
    }
}
