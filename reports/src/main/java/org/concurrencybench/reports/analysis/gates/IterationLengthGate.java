package org.concurrencybench.reports.analysis.gates;

import java.util.List;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.Rule;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Metric;

/** Iterations of steady cells last 100 ms or more: shorter ones are at the mercy of a single pause. */
final class IterationLengthGate implements Gate {
    /** 100 ms, of which the harness takes a little between batches. */
    private static final double LEAST_MILLIS = 95;

    static final Rule RULE = new Rule(
            "Iterations",
            "iterations below 100 ms",
            "a cell is flagged if its steady iterations are shorter than 100 ms.",
            new Rule.Caution(
                    Flag.SHORT_ITERATIONS,
                    Warning.Kind.COARSE_ITERATIONS,
                    "Iterations are shorter than 100 ms, so that a single pause shows.",
                    "Set trial.iteration of the plan to 100ms or more."));

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Flagged> check(CellTrials cell) {
        Double millis = cell.figures().get(Metric.ITERATION_MILLIS);
        return cell.cell().shape() != Shape.STEADY || millis == null
                ? List.of()
                : Gate.when(
                        millis < LEAST_MILLIS, Flag.SHORT_ITERATIONS, -millis, NumberText.time(millis * 1e6) + " each");
    }
}
