package org.concurrencybench.core.jmh;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.concurrencybench.core.experiment.FigureNames;
import org.jspecify.annotations.Nullable;

/**
 * How long the tasks of each label take, from the hand-over of their batch until they complete. All tasks of a batch
 * are due when its hand-over begins: were each counted from its own {@code submit()}, a model that lets the driver wait
 * for room there would hide what its tasks waited.
 *
 * @implNote Completing threads write into slots of their own task; the driver reads them after all have completed.
 *     Nothing is allocated per batch.
 */
final class Turnaround {
    /** With more labels than this they are no kinds of tasks, and no reader would compare them. */
    private static final int MOST_LABELS = 16;

    private static final double PERCENTILE = 0.95;

    private final List<String> labels;
    private final int[] labelOf;
    private final long[] completed;
    /** For each label the times of its tasks, while they are sorted. */
    private final long[][] times;

    private final int[] filled;
    private final LongSupplier clock;
    private long begin;

    private Turnaround(List<String> labels, List<String> ofTasks, LongSupplier clock) {
        this.labels = labels;
        this.clock = clock;
        labelOf = ofTasks.stream().mapToInt(labels::indexOf).toArray();
        completed = new long[labelOf.length];
        times = new long[labels.size()][];
        filled = new int[labels.size()];
        for (int label = 0; label < times.length; label++) {
            int own = label;
            times[label] = new long
                    [(int) Arrays.stream(labelOf).filter(of -> of == own).count()];
        }
    }

    /**
     * The turnaround of tasks with these labels; null where they have less than two different ones, or too many.
     *
     * @param clock nanoseconds, from any origin
     */
    static @Nullable Turnaround of(List<String> ofTasks, LongSupplier clock) {
        List<String> labels = List.copyOf(new TreeSet<>(ofTasks));
        return labels.size() < 2 || labels.size() > MOST_LABELS ? null : new Turnaround(labels, ofTasks, clock);
    }

    /** What {@link #of} a batch is: mean and percentile of one label after the other. */
    List<String> names() {
        return labels.stream()
                .map(label -> FigureNames.TURNAROUND + label)
                .flatMap(name -> List.of(name + FigureNames.MEAN, name + FigureNames.P95).stream())
                .toList();
    }

    /** The driver hands the batch over. */
    void begin() {
        begin = clock.getAsLong();
    }

    /** A task has completed, on any thread. */
    void completed(int task) {
        completed[task] = clock.getAsLong();
    }

    /** Writes what {@link #names} name, of the batch in which all tasks have completed, from {@code at} on. */
    void write(double[] into, int at) {
        Arrays.fill(filled, 0);
        for (int task = 0; task < completed.length; task++) {
            int label = labelOf[task];
            times[label][filled[label]++] = completed[task] - begin;
        }
        for (int label = 0; label < times.length; label++) {
            long[] sorted = times[label];
            Arrays.sort(sorted);
            long sum = 0;
            for (long nanos : sorted) {
                sum += nanos;
            }
            into[at + 2 * label] = (double) sum / sorted.length;
            into[at + 2 * label + 1] = sorted[(int) Math.ceil(PERCENTILE * sorted.length) - 1]; // nearest rank
        }
    }
}
