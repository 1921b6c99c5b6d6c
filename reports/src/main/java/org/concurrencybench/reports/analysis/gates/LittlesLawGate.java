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
 * Throughput cannot exceed the tasks in flight ÷ the time of a task. Little, J. D. C. (1961), A proof for the queuing
 * formula L = λW, Operations Research 9.
 */
final class LittlesLawGate implements Gate {
    private static final double TOLERANCE = 1.1;
    /** Alone a task may wake sleeping CPUs and open connections, so it takes somewhat longer than among others. */
    private static final double ALONE_TOLERANCE = 1.5;

    static final Rule RULE = new Rule(
            "Throughput",
            "more throughput than these tasks can give",
            "a cell is not ranked if its throughput exceeds tasks in flight ÷ time per task (Little's law) by more than "
                    + NumberText.percent(TOLERANCE - 1) + ".",
            new Rule.Caution(
                    Flag.FASTER_THAN_ITS_TASKS,
                    Warning.Kind.BREAKS_PHYSICS,
                    "The throughput is larger than the tasks in flight allow, given how long a task takes; not ranked.",
                    "Look for waits that are skipped, for tasks that are not awaited, and for more of them in flight than the settings say."));

    private final double aloneNanos;

    /**
     * {@code aloneNanos}: what a task takes alone, for work that waits as long in company; 0 where that is not known.
     */
    LittlesLawGate(double aloneNanos) {
        this.aloneNanos = aloneNanos;
    }

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Flagged> check(CellTrials cell) {
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
