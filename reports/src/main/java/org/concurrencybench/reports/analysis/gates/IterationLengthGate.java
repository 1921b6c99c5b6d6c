package org.concurrencybench.reports.analysis.gates;

import java.util.Optional;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Metric;

/** Iterations of steady cells last 100 ms or more: shorter ones are at the mercy of a single pause. */
final class IterationLengthGate implements Gate {
    /** 100 ms, of which the harness takes a little between batches. */
    private static final double LEAST_MILLIS = 95;

    @Override
    public Optional<Flagged> check(CellTrials cell) {
        Double millis = cell.figures().get(Metric.ITERATION_MILLIS);
        return cell.cell().shape() != Shape.STEADY || millis == null
                ? Optional.empty()
                : Gate.when(
                        millis < LEAST_MILLIS, Flag.SHORT_ITERATIONS, -millis, NumberText.time(millis * 1e6) + " each");
    }
}
