package org.concurrencybench.reports.analysis.gates;

import java.util.List;
import java.util.Optional;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.Rule;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.stats.Criteria;

/** Everything that the cells of an experiment have to pass, in the order in which readers are told. */
public final class Gates {
    private static final String SEQUENTIAL = "sequential";

    private final List<Gate> gates;

    public Gates(boolean waits, Machine machine, Criteria criteria, List<CellTrials> cells, List<LeftOutCell> leftOut) {
        Optional<CellTrials> sequential = cells.stream()
                .filter(cell -> cell.isMeasured() && isSequential(cell))
                .findFirst();
        gates = List.of(
                new OutputGate(),
                new SettingsGate(),
                new SpeedUpGate(waits, machine, cells),
                new InFlightGate(),
                new LittlesLawGate(waits && !fansOut(cells) ? serviceNanos(sequential, leftOut) : 0),
                new BlockedStagesGate(),
                new OneByOneGate(waits),
                new DeclarationGate(waits, machine),
                new IterationLengthGate(),
                new QuietGate(machine),
                new SteadinessGate(),
                new TrialsGate(criteria));
    }

    /** What they all check, in their order; the same for every run with these criteria. */
    public static List<Rule> rules(Criteria criteria) {
        Gates any = new Gates(false, new Machine(null, null, null), criteria, List.of(), List.of());
        return any.gates.stream().map(Gate::rule).toList();
    }

    public List<Flagged> flags(CellTrials cell) {
        return gates.stream().flatMap(gate -> gate.check(cell).stream()).toList();
    }

    static boolean isSequential(CellTrials cell) {
        return cell.cell().model().equals(SEQUENTIAL);
    }

    /** Where the parts of a task run side by side, it does not take as long as alone under {@code sequential}. */
    private static boolean fansOut(List<CellTrials> cells) {
        return cells.stream()
                .anyMatch(cell -> cell.anyTrial(
                        trial -> TrialFacts.YES.equals(trial.facts().get(TrialFacts.FANS_OUT))));
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
