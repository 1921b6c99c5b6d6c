package org.concurrencybench.reports.analysis.gates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.Rule;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.stats.Sample;

/**
 * The speed-up of computing work over the sequential baseline cannot exceed the number of usable CPUs. Above what as
 * many independent processes gained together it is only doubtful: that measurement takes a moment, and noise mostly
 * lowers it.
 */
final class SpeedUpGate implements Gate {
    /** Caches that add up and clocks that boost alone may exceed a limit by this factor. */
    private static final double TOLERANCE = 1.1;

    static final Rule RULE = new Rule(
            "Speed-up",
            "a speed-up whose whole interval is above the number of CPUs",
            "a cell is not ranked if the whole interval of its speed-up over sequential, for computing work, lies more than "
                    + NumberText.percent(TOLERANCE - 1)
                    + " above the number of usable CPUs. A speed-up above what that many independent processes gave together is only"
                    + " flagged, since noise mostly lowers that measurement.",
            new Rule.Caution(
                    Flag.FASTER_THAN_ITS_CORES,
                    Warning.Kind.BREAKS_PHYSICS,
                    "The speed-up over sequential is larger than the usable CPUs can give; not ranked.",
                    "Look for work that is skipped, shared or optimised away, and for a sequential baseline that is held back."),
            new Rule.Caution(
                    Flag.FASTER_THAN_CALIBRATED,
                    Warning.Kind.SPEED_UP_IN_DOUBT,
                    "The speed-up over sequential is more than the CPUs seem to give. Ranked all the same: what the CPUs give is"
                            + " measured in a moment, which noise mostly lowers; one trial has no interval.",
                    "Measure again on a quiet machine, with five trials or more. If it stays, look for work that is skipped or shared,"
                            + " and for a sequential baseline that is held back."));

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
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Flagged> check(CellTrials cell) {
        Sample baseline = sequential.get(cell.cell().jvm());
        if (waits || baseline == null || Gates.isSequential(cell)) {
            return List.of();
        }
        double cpus = machine.usable() == null ? cell.cell().cpus() : machine.usable();
        Estimate speedUp = Estimate.ratio(baseline, cell.sample());
        double sure = speedUp.lowOrEstimate();
        String seen = NumberText.range(speedUp) + " as fast as sequential; ";
        String most = NumberText.tidy(NumberText.fixed(cpus, 2)) + " CPUs give "
                + NumberText.tidy(NumberText.fixed(cpus, 2)) + "× at most";
        if (sure > cpus * TOLERANCE) {
            return speedUp.low() == null
                    ? List.of(new Flagged(
                            Flag.FASTER_THAN_CALIBRATED, sure / cpus, seen + most + "; one trial proves nothing"))
                    : List.of(new Flagged(Flag.FASTER_THAN_ITS_CORES, sure / cpus, seen + most));
        }
        Double gained = machine.speedUp();
        return gained == null
                ? List.of()
                : Gate.when(
                        sure > gained * TOLERANCE,
                        Flag.FASTER_THAN_CALIBRATED,
                        sure / gained,
                        seen + "independent processes gained " + NumberText.fixed(gained, 2) + "×");
    }
}
