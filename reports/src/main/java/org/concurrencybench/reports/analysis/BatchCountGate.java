package org.concurrencybench.reports.analysis;

import java.util.Optional;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Figure;

/** Iterations of steady cells hold ten batches or more: with fewer, one batch more or less shows in the time per task. */
final class BatchCountGate implements Gate {
    private static final double LEAST = 10;

    @Override
    public Optional<Flag> flag(CellTrials cell) {
        Double batches = cell.figures().get(Figure.BATCHES_PER_ITERATION);
        return Gate.when(cell.cell().shape() == Shape.STEADY && batches != null && batches < LEAST, Flag.FEW_BATCHES);
    }
}
