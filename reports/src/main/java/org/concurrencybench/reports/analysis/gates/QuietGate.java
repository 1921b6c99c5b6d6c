package org.concurrencybench.reports.analysis.gates;

import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.Rule;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.TrialRecord;

/** While a trial measures, hardly anybody else uses the machine. The warnings are about the run, not about cells. */
public final class QuietGate implements Gate {
    /** Share of the machine's CPUs that may be gone to others. */
    public static final double SHARE = 0.1;

    static final Rule RULE = new Rule(
            "Interference",
            "other processes on the machine, and its drift",
            "a cell is flagged if any of its trials lost more than " + NumberText.percent(SHARE)
                    + " of the machine's CPU time to other processes or to the hypervisor. A warning is shown if all times together drift by"
                    + " more than 5 % over the rounds (p < .01), and if differences between two models are alike in neighbouring rounds"
                    + " (ten or more, p < .01 over all pairs).");

    /** To whom CPUs can be lost. */
    public enum Loss {
        OTHERS(Metric.OTHER_CPUS, Flag.OTHERS_BUSY),
        STOLEN(Metric.STOLEN_CPUS, Flag.CPUS_STOLEN);

        private final String figure;
        private final Flag flag;

        Loss(String figure, Flag flag) {
            this.figure = figure;
            this.flag = flag;
        }

        public String figure() {
            return figure;
        }
    }

    private final Machine machine;

    public QuietGate(Machine machine) {
        this.machine = machine;
    }

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Flagged> check(CellTrials cell) {
        List<Flagged> flags = new ArrayList<>();
        for (Loss loss : Loss.values()) {
            flags.addAll(Gate.when(cell.anyTrial(trial -> disturbed(trial, loss)), loss.flag));
        }
        return flags;
    }

    /** CPUs that other processes or the hypervisor had meanwhile, in the mean of the trials. */
    static double lostCpus(CellTrials cell) {
        double lost = 0;
        for (Loss loss : Loss.values()) {
            lost += cell.figures().getOrDefault(loss.figure, 0.0);
        }
        return lost;
    }

    /** Whether {@code trial} lost too much in that way. */
    public boolean disturbed(TrialRecord trial, Loss loss) {
        Double lost = trial.figures().get(loss.figure);
        return lost != null && machine.all() != null && lost > SHARE * machine.all();
    }
}
