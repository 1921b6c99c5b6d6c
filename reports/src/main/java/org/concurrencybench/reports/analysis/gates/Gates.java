package org.concurrencybench.reports.analysis.gates;

import java.util.List;
import java.util.Optional;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.Steadiness;

/** Everything that the cells of an experiment have to pass, in the order in which readers are told. */
public final class Gates {
    private static final String SEQUENTIAL = "sequential";

    private final List<Gate> gates;

    public Gates(boolean waits, Machine machine, Criteria criteria, List<CellTrials> cells, List<LeftOutCell> leftOut) {
        Optional<CellTrials> sequential = cells.stream()
                .filter(cell -> cell.isMeasured() && isSequential(cell))
                .findFirst();
        gates = List.of(
                cell -> Gate.when(cell.hasWrongResult(), Flag.WRONG_RESULT),
                Gates::settings,
                new SpeedUpGate(waits, machine, cells),
                new InFlightGate(),
                new LittlesLawGate(waits ? serviceNanos(sequential, leftOut) : 0),
                Gates::blocked,
                new OneByOneGate(waits),
                new DeclarationGate(waits, machine),
                new IterationLengthGate(),
                new QuietGate(machine, QuietGate.Kind.OTHERS),
                new QuietGate(machine, QuietGate.Kind.STOLEN),
                Gates::notWarm,
                Gates::shifted,
                Gates::changing,
                cell -> Gate.when(cell.judgement().trend().isEmpty(), Flag.NOT_JUDGED),
                cell -> Gate.when(cell.failures() > 0, Flag.FAILED_TRIALS),
                cell -> Gate.when(cell.trials() < criteria.minTrials(), Flag.FEW_TRIALS));
    }

    public List<Flagged> flags(CellTrials cell) {
        return gates.stream().flatMap(gate -> gate.check(cell).stream()).toList();
    }

    private static Optional<Flagged> settings(CellTrials cell) {
        return cell.measuredTrials().stream()
                .flatMap(trial -> SettingsInEffect.difference(trial).stream())
                .findFirst()
                .map(difference -> new Flagged(Flag.SETTINGS_NOT_IN_EFFECT, 0, difference));
    }

    private static Optional<Flagged> blocked(CellTrials cell) {
        return cell.measuredTrials().stream()
                .flatMap(trial -> Optional.ofNullable(trial.facts().get(TrialFacts.BLOCKED_AT)).stream())
                .findFirst()
                .map(place -> new Flagged(Flag.BLOCKS_ITS_STAGES, 0, place));
    }

    private static Optional<Flagged> notWarm(CellTrials cell) {
        return someOf(cell, cell.notWarm(), Flag.NOT_WARM);
    }

    private static Optional<Flagged> shifted(CellTrials cell) {
        return someOf(cell, cell.shifted(), Flag.UNSTEADY);
    }

    private static Optional<Flagged> someOf(CellTrials cell, int trials, Flag flag) {
        return Gate.when(
                trials > 0,
                flag,
                (double) trials / cell.trials(),
                trials + " of " + cell.trials() + (cell.trials() == 1 ? " trial" : " trials"));
    }

    private static Optional<Flagged> changing(CellTrials cell) {
        Steadiness steadiness = cell.judgement().steadiness();
        boolean changing = steadiness == Steadiness.CHANGED_TOO_MUCH || steadiness == Steadiness.STILL_CHANGING;
        double change = cell.judgement()
                .trend()
                .map(trend -> Math.expm1(trend.change()))
                .orElse(0.0);
        return Gate.when(
                changing,
                steadiness == Steadiness.CHANGED_TOO_MUCH ? Flag.CHANGED_TOO_MUCH : Flag.STILL_CHANGING,
                Math.abs(change),
                NumberText.percent(Math.abs(change)) + (change < 0 ? " faster" : " slower")
                        + " over the iterations that count");
    }

    static boolean isSequential(CellTrials cell) {
        return cell.cell().model().equals(SEQUENTIAL);
    }

    /** What one task takes alone, as measured or as arithmetic tells; 0 where neither does. */
    private static double serviceNanos(Optional<CellTrials> sequential, List<LeftOutCell> leftOut) {
        return sequential
                .map(cell -> cell.nanosPerTask().estimate())
                .or(() -> leftOut.stream()
                        .filter(left -> left.cell().model().equals(SEQUENTIAL))
                        .flatMap(left -> Optional.ofNullable(left.computedNanosPerTask()).stream())
                        .findFirst())
                .orElse(0.0);
    }
}
