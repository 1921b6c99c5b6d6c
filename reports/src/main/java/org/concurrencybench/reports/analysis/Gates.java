package org.concurrencybench.reports.analysis;

import java.util.List;
import java.util.Optional;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.Steadiness;

/** Everything that the cells of an experiment have to pass, in the order in which readers are told. */
final class Gates {
    private static final String SEQUENTIAL = "sequential";

    private final List<Gate> gates;

    Gates(boolean waits, Machine machine, Criteria criteria, List<CellTrials> cells, List<LeftOutCell> leftOut) {
        Optional<CellTrials> sequential = cells.stream()
                .filter(cell -> cell.isMeasured() && isSequential(cell))
                .findFirst();
        gates = List.of(
                cell -> Gate.when(cell.hasWrongResult(), Flag.WRONG_RESULT),
                cell -> Gate.when(SettingsInEffect.differ(cell), Flag.SETTINGS_NOT_IN_EFFECT),
                new SpeedUpGate(waits, machine, cells),
                new InFlightGate(),
                new LittleGate(waits ? serviceNanos(sequential, leftOut) : 0),
                new OneByOneGate(waits),
                new DeclarationGate(waits, machine),
                new IterationLengthGate(),
                new BatchCountGate(),
                new QuietGate(machine, QuietGate.Kind.OTHERS),
                new QuietGate(machine, QuietGate.Kind.STOLEN),
                cell -> Gate.when(cell.notWarm() > 0, Flag.NOT_WARM),
                cell -> Gate.when(cell.shifted() > 0, Flag.UNSTEADY),
                cell -> Gate.when(is(cell, Steadiness.CHANGED_TOO_MUCH), Flag.CHANGED_TOO_MUCH),
                cell -> Gate.when(is(cell, Steadiness.STILL_CHANGING), Flag.STILL_CHANGING),
                cell -> Gate.when(cell.judgement().trend().isEmpty(), Flag.NOT_JUDGED),
                cell -> Gate.when(cell.failures() > 0, Flag.FAILED_TRIALS),
                cell -> Gate.when(cell.trials() < criteria.minTrials(), Flag.FEW_TRIALS));
    }

    List<Flag> flags(CellTrials cell) {
        return gates.stream().flatMap(gate -> gate.flag(cell).stream()).toList();
    }

    private static boolean is(CellTrials cell, Steadiness steadiness) {
        return cell.judgement().steadiness() == steadiness;
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
