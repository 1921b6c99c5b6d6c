package org.concurrencybench.core.run;

/**
 * How the pilot chooses the batch size: so many tasks that one batch takes {@code targetNanos} when run one after the other, within
 * bounds. Equal bounds fix it.
 *
 * @param minTasks 1 or more
 * @param maxTasks not below {@code minTasks}
 * @param targetNanos more than 0
 */
public record BatchRule(int minTasks, int maxTasks, long targetNanos) {
    public BatchRule {
        if (minTasks < 1 || maxTasks < minTasks || targetNanos < 1) {
            throw new IllegalArgumentException(
                    "not a batch rule: " + minTasks + " to " + maxTasks + " tasks in " + targetNanos + " ns");
        }
    }

    /** A batch of exactly {@code tasks}. */
    public static BatchRule fixed(int tasks) {
        return new BatchRule(tasks, tasks, 1);
    }

    int tasks(double nanosPerTask) {
        return (int) Math.clamp(Math.round(targetNanos / Math.max(nanosPerTask, 1)), (long) minTasks, maxTasks);
    }
}
