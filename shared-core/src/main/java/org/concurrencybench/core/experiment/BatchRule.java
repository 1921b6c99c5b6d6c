package org.concurrencybench.core.experiment;

/**
 * How the pilot chooses the batch size: as many tasks as take {@code targetNanos} when run one after the other, within
 * bounds. Where the fewest would take longer than {@code longestNanos}, there are fewer still, in multiples of
 * {@code cpus}, so that no CPU idles while others run the last tasks.
 *
 * @param cpus 1 or more; a batch has at least one task for each, unless {@code fewest} is less
 * @param fewest tasks of a batch at least, as long as they are short; 1 or more
 * @param most not below {@code fewest}
 * @param targetNanos more than 0
 * @param longestNanos not below {@code targetNanos}
 */
public record BatchRule(int cpus, int fewest, int most, long targetNanos, long longestNanos) {
    public BatchRule {
        if (cpus < 1 || fewest < 1 || most < fewest || targetNanos < 1 || longestNanos < targetNanos) {
            throw new IllegalArgumentException("not a batch rule: " + fewest + " to " + most + " tasks on " + cpus
                    + " cpus in " + targetNanos + " to " + longestNanos + " ns");
        }
    }

    /** A batch of exactly {@code tasks}. */
    public static BatchRule fixed(int tasks) {
        return new BatchRule(tasks, tasks, tasks, 1, Long.MAX_VALUE);
    }

    boolean isFixed() {
        return fewest == most;
    }

    int tasks(double nanosPerTask) {
        double nanos = Math.max(nanosPerTask, 1);
        int usual = (int) Math.clamp(Math.round(targetNanos / nanos), (long) fewest, most);
        if (usual * nanos <= longestNanos) {
            return usual;
        }
        long each = Math.max(1, Math.round(longestNanos / nanos / cpus));
        return (int) Math.min(fewest, each * cpus);
    }
}
