package org.concurrencybench.reports.analysis.gates;

import java.util.List;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.Rule;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.records.Metric;

/**
 * No more tasks may be in flight than the cell allows: a model that ignores its concurrency is not compared at equal
 * terms.
 */
final class InFlightGate implements Gate {
    private static final double TOLERANCE = 1.1;

    static final Rule RULE = new Rule(
            "Tasks in flight",
            "more tasks in flight than allowed",
            "a cell is not ranked if it has more tasks in flight than its concurrency allows, with a tolerance of "
                    + NumberText.percent(TOLERANCE - 1) + ".",
            new Rule.Caution(
                    Flag.TOO_MANY_IN_FLIGHT,
                    Warning.Kind.BREAKS_PHYSICS,
                    "More tasks were in flight than the concurrency allows; not ranked.",
                    "A model of your own must keep to its concurrency, or be planned as unbounded, next to the others. A model"
                            + " of this suite keeps to it whatever its tasks do: then this is a fault of the suite, please report it."));

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Flagged> check(CellTrials cell) {
        Double inFlight = cell.figures().get(Metric.TASKS_IN_FLIGHT);
        return inFlight == null
                ? List.of()
                : Gate.when(
                        inFlight > cell.mostInFlight() * TOLERANCE,
                        Flag.TOO_MANY_IN_FLIGHT,
                        inFlight / cell.mostInFlight(),
                        NumberText.significant(inFlight, 2) + " tasks in flight, " + cell.mostInFlight() + " allowed");
    }
}
