package org.concurrencybench.reports.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.reports.stats.Sample;

/**
 * The speed-up of computing work over the sequential baseline cannot exceed what the usable CPUs give: their number, or, where that
 * was measured, how many times as much as one process as many independent processes compute.
 */
final class SpeedUpGate implements Gate {
    /** Caches that add up and clocks that boost alone may exceed the limit by this factor. */
    private static final double TOLERANCE = 1.1;

    private final boolean waits;
    private final Machine machine;
    /** The baseline of each JVM. */
    private final Map<String, Sample> sequential = new HashMap<>();

    SpeedUpGate(boolean waits, Machine machine, List<CellTrials> cells) {
        this.waits = waits;
        this.machine = machine;
        cells.stream()
                .filter(cell -> cell.isMeasured() && Gates.isSequential(cell))
                .forEach(cell -> sequential.putIfAbsent(cell.cell().jvm(), cell.sample()));
    }

    @Override
    public Optional<Flag> flag(CellTrials cell) {
        Sample baseline = sequential.get(cell.cell().jvm());
        if (waits || baseline == null || Gates.isSequential(cell)) {
            return Optional.empty();
        }
        double speedUp = Estimate.ratio(baseline, cell.sample()).lowOrEstimate();
        return Gate.when(speedUp > limit(cell) * TOLERANCE, Flag.FASTER_THAN_ITS_CORES);
    }

    private double limit(CellTrials cell) {
        double cpus = machine.usable() == null ? cell.cell().cpus() : machine.usable();
        return machine.speedUp() == null ? cpus : Math.min(cpus, machine.speedUp());
    }
}
