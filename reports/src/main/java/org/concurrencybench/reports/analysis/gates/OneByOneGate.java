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
 * Of the tasks that may be in flight, some have to be: a model that runs them one after the other has measured no
 * concurrency. Where handing over takes longer than the tasks, nothing can be told.
 */
final class OneByOneGate implements Gate {
    static final Rule RULE = new Rule(
            "Concurrency",
            "tasks that ran one by one",
            "a cell is flagged if its model may have several tasks in flight and hardly ever has more than one.",
            new Rule.Caution(
                    Flag.RAN_ONE_BY_ONE,
                    Warning.Kind.RAN_ONE_BY_ONE,
                    "Tasks ran almost one at a time, although more were allowed and waiting.",
                    "Look for a lock, a pool or a stage that holds its thread while it waits."));

    /** Share of the tasks beyond the first that a concurrent model has in flight at least. */
    private static final double LEAST_SHARE = 1.0 / 8;
    /** Tasks in flight below which computing work is limited by its hand-over. */
    private static final double HANDING_OVER = 0.5;
    /** What the driver, collector and compiler may use of the CPUs beside one task. */
    private static final double OVERHEAD_CPUS = 0.25;

    private final boolean waits;

    OneByOneGate(boolean waits) {
        this.waits = waits;
    }

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Flagged> check(CellTrials cell) {
        Double inFlight = cell.figures().get(Metric.TASKS_IN_FLIGHT);
        int asked = waits
                ? cell.mostInFlight()
                : Math.min(cell.mostInFlight(), cell.cell().cpus());
        if (inFlight == null || asked < 2) {
            return List.of();
        }
        double least = 1 + (asked - 1) * LEAST_SHARE;
        boolean few = inFlight < least;
        return Gate.when(
                waits ? few : few && inFlight > HANDING_OVER && isIdle(cell, least),
                Flag.RAN_ONE_BY_ONE,
                asked / inFlight,
                NumberText.significant(inFlight, 2) + " tasks in flight, " + asked + " allowed");
    }

    /** Whether CPUs were left that nobody used: what others had, tasks could not have. */
    private static boolean isIdle(CellTrials cell, double cpus) {
        Double used = cell.figures().get(Metric.CPUS_USED);
        return used != null && used + QuietGate.lostCpus(cell) < cpus + OVERHEAD_CPUS;
    }
}
