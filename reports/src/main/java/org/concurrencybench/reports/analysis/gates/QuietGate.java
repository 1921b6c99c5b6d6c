package org.concurrencybench.reports.analysis.gates;

import java.util.Optional;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.TrialRecord;

/** While a trial measures, hardly anybody else uses the machine. */
public final class QuietGate implements Gate {
    /** Share of the machine's CPUs that may be gone to others. */
    public static final double SHARE = 0.1;

    /** To whom CPUs can be lost. */
    public enum Kind {
        OTHERS(Metric.OTHER_CPUS, Flag.OTHERS_BUSY),
        STOLEN(Metric.STOLEN_CPUS, Flag.CPUS_STOLEN);

        private final String figure;
        private final Flag flag;

        Kind(String figure, Flag flag) {
            this.figure = figure;
            this.flag = flag;
        }

        public String figure() {
            return figure;
        }
    }

    private final Machine machine;
    private final Kind kind;

    public QuietGate(Machine machine, Kind kind) {
        this.machine = machine;
        this.kind = kind;
    }

    @Override
    public Optional<Flagged> check(CellTrials cell) {
        return Gate.when(cell.anyTrial(this::disturbed), kind.flag);
    }

    public boolean disturbed(TrialRecord trial) {
        Double lost = trial.figures().get(kind.figure);
        return lost != null && machine.all() != null && lost > SHARE * machine.all();
    }
}
