package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.records.Figure;
import org.concurrencybench.reports.stats.Sample;
import org.jspecify.annotations.Nullable;

/**
 * What a result must not be, whatever the model: such cells are flagged, and those that cannot be true are not ranked.
 *
 * <p>The speed-up of computing work over the sequential baseline cannot exceed the CPUs that the run could use; throughput
 * cannot exceed tasks in flight ÷ busy time of a task (Little's law); work that waits leaves its CPUs mostly idle.
 */
final class PhysicsGates {
    static final String SEQUENTIAL = "sequential";

    /** Caches that add up and clocks that boost alone may exceed the limits by this factor. */
    private static final double TOLERANCE = 1.1;
    /** Share of its CPUs above which a waiting workload is limited by them, not by its waits. */
    private static final double BUSY = 0.8;

    private final boolean waits;
    private final @Nullable Integer cores;
    private final @Nullable Sample sequential;

    PhysicsGates(boolean waits, @Nullable Integer cores, List<CellTrials> cells) {
        this.waits = waits;
        this.cores = cores;
        this.sequential = cells.stream()
                .filter(cell -> cell.isMeasured() && cell.cell().model().equals(SEQUENTIAL))
                .map(CellTrials::sample)
                .findFirst()
                .orElse(null);
    }

    List<Flag> flags(CellTrials cell, int minTrials) {
        List<Flag> flags = new ArrayList<>();
        if (cell.hasWrongResult()) {
            flags.add(Flag.WRONG_RESULT);
        }
        if (fasterThanItsCores(cell)) {
            flags.add(Flag.FASTER_THAN_ITS_CORES);
        }
        Map<String, Double> figures = cell.figures();
        Double busy = figures.get(Figure.BUSY_NANOS_PER_TASK);
        if (busy != null && busy > cell.nanosPerTask().highOrEstimate() * cell.mostInFlight() * TOLERANCE) {
            flags.add(Flag.FASTER_THAN_ITS_TASKS);
        }
        Double used = figures.get(Figure.CPUS_USED);
        if (waits && used != null && used > BUSY * cell.cell().cpus()) {
            flags.add(Flag.BUSY_WHILE_WAITING);
        }
        if (cell.unsteady() > 0) {
            flags.add(Flag.UNSTEADY);
        }
        if (cell.failures() > 0) {
            flags.add(Flag.FAILED_TRIALS);
        }
        if (cell.trials() < minTrials) {
            flags.add(Flag.FEW_TRIALS);
        }
        return flags;
    }

    private boolean fasterThanItsCores(CellTrials cell) {
        if (waits || sequential == null || cell.cell().model().equals(SEQUENTIAL)) {
            return false;
        }
        int limit = cores == null ? cell.cell().cpus() : cores;
        return Estimate.ratio(sequential, cell.sample()).lowOrEstimate() > limit * TOLERANCE;
    }
}
