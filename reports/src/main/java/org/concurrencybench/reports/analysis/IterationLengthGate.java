package org.concurrencybench.reports.analysis;

import java.util.Optional;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Figure;

/** Iterations of steady cells last 100 ms or more: shorter ones are at the mercy of a single pause. */
final class IterationLengthGate implements Gate {
    /** 100 ms, of which the harness takes a little between batches. */
    private static final double LEAST_MILLIS = 95;

    @Override
    public Optional<Flag> flag(CellTrials cell) {
        Double millis = cell.figures().get(Figure.ITERATION_MILLIS);
        return Gate.when(
                cell.cell().shape() == Shape.STEADY && millis != null && millis < LEAST_MILLIS, Flag.SHORT_ITERATIONS);
    }
}
