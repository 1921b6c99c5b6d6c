package org.concurrencybench.reports.analysis.gates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.stats.Sample;

/**
 * The speed-up of computing work over the sequential baseline cannot exceed the number of usable CPUs. Above what as many independent
 * processes gained together it is only doubtful: that measurement takes a moment, and noise mostly lowers it.
 */
final class SpeedUpGate implements Gate {
    /** Caches that add up and clocks that boost alone may exceed a limit by this factor. */
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
    public Optional<Flagged> check(CellTrials cell) {
        Sample baseline = sequential.get(cell.cell().jvm());
        if (waits || baseline == null || Gates.isSequential(cell)) {
            return Optional.empty();
        }
        double cpus = machine.usable() == null ? cell.cell().cpus() : machine.usable();
        Estimate speedUp = Estimate.ratio(baseline, cell.sample());
        double sure = speedUp.lowOrEstimate();
        String seen = NumberText.range(speedUp) + " as fast as sequential; ";
        String most = NumberText.tidy(NumberText.fixed(cpus, 2)) + " CPUs give "
                + NumberText.tidy(NumberText.fixed(cpus, 2)) + "× at most";
        if (sure > cpus * TOLERANCE) {
            return speedUp.low() == null
                    ? Optional.of(new Flagged(
                            Flag.FASTER_THAN_CALIBRATED, sure / cpus, seen + most + "; one trial proves nothing"))
                    : Optional.of(new Flagged(Flag.FASTER_THAN_ITS_CORES, sure / cpus, seen + most));
        }
        Double gained = machine.speedUp();
        return gained == null
                ? Optional.empty()
                : Gate.when(
                        sure > gained * TOLERANCE,
                        Flag.FASTER_THAN_CALIBRATED,
                        sure / gained,
                        seen + "independent processes gained " + NumberText.fixed(gained, 2) + "×");
    }
}
