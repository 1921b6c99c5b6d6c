package org.concurrencybench.reports.analysis.gates;

import java.util.Optional;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.records.Metric;

/** No more tasks may be in flight than the cell allows: a model that ignores its concurrency is not compared at equal terms. */
final class InFlightGate implements Gate {
    private static final double TOLERANCE = 1.1;

    @Override
    public Optional<Flagged> check(CellTrials cell) {
        Double inFlight = cell.figures().get(Metric.TASKS_IN_FLIGHT);
        return inFlight == null
                ? Optional.empty()
                : Gate.when(
                        inFlight > cell.mostInFlight() * TOLERANCE,
                        Flag.TOO_MANY_IN_FLIGHT,
                        inFlight / cell.mostInFlight(),
                        NumberText.significant(inFlight, 2) + " tasks in flight, " + cell.mostInFlight() + " allowed");
    }
}
