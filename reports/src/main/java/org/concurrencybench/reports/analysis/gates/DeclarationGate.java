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
 * Work that is declared as waiting leaves its CPUs mostly idle; work that computes keeps those busy on which its tasks
 * run.
 */
final class DeclarationGate implements Gate {
    /** Share of its CPUs above which a waiting workload is limited by them, not by its waits. */
    private static final double BUSY = 0.8;
    /** Share of the CPUs that its tasks could have used below which a computing workload mostly waits. */
    private static final double IDLE = 0.5;
    /** With fewer tasks in flight the hand-over decides, not what a task does. */
    private static final double HANDING_OVER = 0.5;

    static final Rule RULE = new Rule(
            "Declaration",
            "work that waits although it is declared as computing",
            "a cell is flagged if its work is declared as waiting and keeps more than " + NumberText.percent(BUSY)
                    + " of its CPUs busy, or is declared as computing and leaves idle more than "
                    + NumberText.percent(1 - IDLE)
                    + " of the CPUs on which its tasks could run.",
            new Rule.Caution(
                    Flag.BUSY_WHILE_WAITING,
                    Warning.Kind.NOT_AS_DECLARED,
                    "The workload is declared as waiting, yet it keeps its CPUs busy.",
                    "The CPUs are its limit here, not the waits: lower the concurrency, or take it as computing."),
            new Rule.Caution(
                    Flag.IDLE_WHILE_COMPUTING,
                    Warning.Kind.NOT_AS_DECLARED,
                    "The workload is declared as computing, yet its tasks leave their CPUs idle.",
                    "They wait for something: say so with waits(), or find the lock or the device that holds them up."));

    private final boolean waits;
    private final Machine machine;

    DeclarationGate(boolean waits, Machine machine) {
        this.waits = waits;
        this.machine = machine;
    }

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Flagged> check(CellTrials cell) {
        Double used = cell.figures().get(Metric.CPUS_USED);
        if (used == null) {
            return List.of();
        }
        return waits
                ? Gate.when(
                        used > BUSY * cell.cell().cpus(),
                        Flag.BUSY_WHILE_WAITING,
                        used,
                        NumberText.significant(used, 2) + " of " + cell.cell().cpus() + " CPUs used")
                : Gate.when(
                        used < IDLE * cpusThatTasksCouldUse(cell),
                        Flag.IDLE_WHILE_COMPUTING,
                        -used,
                        NumberText.significant(used, 2) + " CPUs used, "
                                + NumberText.significant(cpusThatTasksCouldUse(cell), 2) + " could have been");
    }

    /** A CPU for each task in flight, as far as there are so many that nobody else used. */
    private double cpusThatTasksCouldUse(CellTrials cell) {
        double inFlight = cell.figures().getOrDefault(Metric.TASKS_IN_FLIGHT, 0.0);
        double usable = machine.usable() == null ? cell.cell().cpus() : machine.usable();
        return inFlight < HANDING_OVER ? 0 : Math.min(inFlight, usable - QuietGate.lostCpus(cell));
    }
}
