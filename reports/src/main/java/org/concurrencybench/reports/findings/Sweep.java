package org.concurrencybench.reports.findings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model of an experiment over the number of its workers.
 *
 * @param name the model, as people call it
 * @param points by number of workers, ascending
 * @param cores CPUs that the run could use, or null where the records do not tell
 * @param workers the smallest number that is practically as good as the best; null where that is undecided
 * @param answer the same in words, with what remains open
 * @param law the scalability law fitted to the same trials; null where there are too few numbers or trials
 */
public record Sweep(
        String name,
        List<Point> points,
        @Nullable Integer cores,
        @Nullable Integer workers,
        String answer,
        @Nullable ScalingLaw law) {
    public Sweep {
        points = List.copyOf(points);
    }

    /**
     * One number of workers.
     *
     * @param workers how many
     * @param result what was measured
     * @param speedUp how many times as fast as the smallest number
     * @param finding against the fastest number; null for itself
     */
    public record Point(
            int workers,
            CellResult result,
            Estimate speedUp,
            @Nullable Finding finding) {}
}
