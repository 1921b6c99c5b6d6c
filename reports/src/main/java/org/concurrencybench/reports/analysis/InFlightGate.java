package org.concurrencybench.reports.analysis;

import java.util.Optional;
import org.concurrencybench.reports.records.Figure;

/** No more tasks may be in flight than the cell allows: a model that ignores its concurrency is not compared at equal terms. */
final class InFlightGate implements Gate {
    private static final double TOLERANCE = 1.1;

    @Override
    public Optional<Flagged> check(CellTrials cell) {
        Double inFlight = cell.figures().get(Figure.TASKS_IN_FLIGHT);
        return inFlight == null
                ? Optional.empty()
                : Gate.when(
                        inFlight > cell.mostInFlight() * TOLERANCE,
                        Flag.TOO_MANY_IN_FLIGHT,
                        inFlight / cell.mostInFlight(),
                        Numbers.significant(inFlight, 2) + " tasks in flight, " + cell.mostInFlight() + " allowed");
    }
}
