package org.concurrencybench.reports.analysis.gates;

import java.util.Optional;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.records.Metric;

/**
 * Throughput cannot exceed the tasks in flight ÷ the time of a task. Little, J. D. C. (1961), A proof for the queuing formula L = λW,
 * Operations Research 9.
 */
final class LittlesLawGate implements Gate {
    private static final double TOLERANCE = 1.1;
    /** Alone a task may wake sleeping CPUs and open connections, so it takes somewhat longer than among others. */
    private static final double ALONE_TOLERANCE = 1.5;

    private final double aloneNanos;

    /** {@code aloneNanos}: what a task takes alone, for work that waits as long in company; 0 where that is not known. */
    LittlesLawGate(double aloneNanos) {
        this.aloneNanos = aloneNanos;
    }

    @Override
    public Optional<Flagged> check(CellTrials cell) {
        double most = cell.nanosPerTask().highOrEstimate() * cell.mostInFlight();
        double busy = cell.figures().getOrDefault(Metric.BUSY_NANOS_PER_TASK, 0.0);
        double task = Math.max(busy / TOLERANCE, aloneNanos / ALONE_TOLERANCE);
        return Gate.when(
                task > most,
                Flag.FASTER_THAN_ITS_TASKS,
                task / most,
                "a task takes " + NumberText.time(Math.max(busy, aloneNanos)) + ", so " + cell.mostInFlight()
                        + " in flight end one every "
                        + NumberText.time(Math.max(busy, aloneNanos) / cell.mostInFlight())
                        + " at best; it ended one every "
                        + NumberText.time(cell.nanosPerTask().estimate()));
    }
}
