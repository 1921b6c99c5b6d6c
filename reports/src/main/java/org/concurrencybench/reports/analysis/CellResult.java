package org.concurrencybench.reports.analysis;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.concurrencybench.core.api.Family;
import org.concurrencybench.reports.stats.Rank;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one cell.
 *
 * @param cell its id in the records
 * @param name how people call it
 * @param family the model's family
 * @param cpus the CPU budget
 * @param concurrency tasks in flight at most, or {@code unbounded}
 * @param nanosPerTask geometric mean over the trials, in nanoseconds per task; where it is compared, over those that the
 *     comparison counts, so that the ratios are ratios of these
 * @param timeRatio time per task relative to the fastest ranked cell's: 1 for itself, 2 for twice the time; null where there is none
 * @param ranks null for cells that are not ranked
 * @param standing against the fastest ranked cell; null for itself and for cells that are not compared
 * @param trials measured trials
 * @param unsteadyTrials those of the measured trials that never got steady; they count
 * @param failedTrials trials that failed
 * @param iterations measured iterations of each trial, the least of them
 * @param trialMeans the observation of each measured trial, in their order
 * @param figures means over the trials, by name ({@link org.concurrencybench.reports.records.Figure})
 * @param flags what a reader must know
 */
public record CellResult(
        String cell,
        String name,
        Family family,
        int cpus,
        String concurrency,
        Estimate nanosPerTask,
        @Nullable Estimate timeRatio,
        @Nullable Rank ranks,
        @Nullable Finding standing,
        int trials,
        int unsteadyTrials,
        int failedTrials,
        int iterations,
        List<Double> trialMeans,
        Map<String, Double> figures,
        List<Flag> flags) {
    public CellResult {
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
        trialMeans = List.copyOf(trialMeans);
        flags = List.copyOf(flags);
    }

    /** The figure of that name, or null where the platform did not tell. */
    public @Nullable Double figure(String name) {
        return figures.get(name);
    }
}
