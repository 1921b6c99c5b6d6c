package org.concurrencybench.reports.findings;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.stats.Rank;
import org.concurrencybench.reports.stats.Steadiness;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one cell.
 *
 * @param cell its id in the records
 * @param name how people call it
 * @param family the model's family
 * @param cpus the CPU budget
 * @param concurrency tasks in flight at most, or {@code unbounded}
 * @param nanosPerTask geometric mean over the trials, in nanoseconds per task; where it is compared, over those that
 *     the comparison counts, so that the ratios are ratios of these
 * @param timeRatio time per task relative to the fastest ranked cell's: 1 for itself, 2 for twice the time; null where
 *     there is none
 * @param ranks null for cells that are not ranked
 * @param standing against the fastest ranked cell; null for itself and for cells that are not compared
 * @param trials measured trials
 * @param steadiness whether its times still moved while they counted, and so whether there are verdicts on it
 * @param change how its times changed over the iterations that count, as a fraction: −0.05 for 5 % faster at the end;
 *     null where that was not judged
 * @param unsteadyTrials those of the measured trials that changed their level or were not warm; they count
 * @param failedTrials trials that failed
 * @param iterations measured iterations of each trial, the least of them
 * @param trialMeans the observation of each measured trial, in their order
 * @param figures means over the trials, by name ({@link org.concurrencybench.reports.records.Metric})
 * @param workloadFigures those of them that the workload itself reports, with their intervals
 * @param flags what a reader must know
 * @param seen the numbers behind those flags that have any
 */
public record CellResult(
        String cell,
        String name,
        ModelFamily family,
        int cpus,
        String concurrency,
        Estimate nanosPerTask,
        @Nullable Estimate timeRatio,
        @Nullable Rank ranks,
        @Nullable Finding standing,
        int trials,
        Steadiness steadiness,
        @Nullable Double change,
        int unsteadyTrials,
        int failedTrials,
        int iterations,
        List<Double> trialMeans,
        Map<String, Double> figures,
        Map<String, Estimate> workloadFigures,
        List<Flag> flags,
        List<Flagged> seen) {
    /** The key of a plan that says how long a trial runs at least before it is measured. */
    private static final String WARMUP = "trial.warmup";
    /** The key of a plan that bounds how long a trial may take to get warm. */
    public static final String WARMUP_LIMIT = "trial.warmup-limit";

    public CellResult {
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
        workloadFigures = Collections.unmodifiableMap(new TreeMap<>(workloadFigures));
        trialMeans = List.copyOf(trialMeans);
        flags = List.copyOf(flags);
        seen = List.copyOf(seen);
    }

    /** The numbers behind {@code flag}; empty where it has none, or the cell does not have it. */
    public String seen(Flag flag) {
        return seen.stream()
                .filter(flagged -> flagged.flag() == flag)
                .map(Flagged::seen)
                .findFirst()
                .orElse("");
    }

    /** Why it is not ranked, each reason with its numbers; empty for a cell that may be ranked. */
    public String whyBarred() {
        return flags.stream()
                .filter(Flag::bars)
                .map(flag -> flag.what() + (seen(flag).isEmpty() ? "" : " (" + seen(flag) + ")"))
                .collect(Collectors.joining("; "));
    }

    /**
     * The key of the plan that makes its trials warmer: those that were found warm, and changed all the same, were
     * found so too early; others ran into the limit, or had all of it.
     */
    public String warmupToRaise() {
        boolean foundWarm = !flags.contains(Flag.NOT_WARM) && figures.containsKey(Metric.WARM_AFTER_SECONDS);
        return foundWarm ? WARMUP : WARMUP_LIMIT;
    }

    /** How far its times may still move; see {@link Steadiness#leftToGo}. */
    public double leftToGo() {
        return steadiness.leftToGo(change == null ? 0 : Math.log1p(change));
    }

    /** Why there is no verdict on it, and what helps, in words to follow "since"; empty where there may be one. */
    public String unsettling() {
        boolean faster = change != null && change < 0;
        return switch (steadiness) {
            case STEADY, STILL_CHANGING, NOT_JUDGED -> "";
            case CHANGED_TOO_MUCH ->
                name + " was still getting " + (faster ? "faster" : "slower") + ": raise " + warmupToRaise();
            case TOO_MANY_UNSTEADY ->
                flags.contains(Flag.NOT_WARM)
                        ? name + " was not warm when its warm-up ended: raise " + warmupToRaise()
                        : "too many trials of " + name + " never got steady: raise " + warmupToRaise()
                                + ", see Warnings";
        };
    }

    /** The figure of that name, or null where the platform did not tell. */
    public @Nullable Double figure(String name) {
        return figures.get(name);
    }
}
