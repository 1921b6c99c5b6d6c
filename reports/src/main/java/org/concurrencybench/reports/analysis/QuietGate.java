package org.concurrencybench.reports.analysis;

import java.util.Optional;
import org.concurrencybench.reports.records.Figure;
import org.concurrencybench.reports.records.TrialRecord;

/** While a trial measures, hardly anybody else uses the machine. */
final class QuietGate implements Gate {
    /** Share of the machine's CPUs that may be gone to others. */
    static final double SHARE = 0.1;

    /** To whom CPUs can be lost. */
    enum Kind {
        OTHERS(Figure.OTHER_CPUS, Flag.OTHERS_BUSY),
        STOLEN(Figure.STOLEN_CPUS, Flag.CPUS_STOLEN);

        private final String figure;
        private final Flag flag;

        Kind(String figure, Flag flag) {
            this.figure = figure;
            this.flag = flag;
        }

        String figure() {
            return figure;
        }
    }

    private final Machine machine;
    private final Kind kind;

    QuietGate(Machine machine, Kind kind) {
        this.machine = machine;
        this.kind = kind;
    }

    @Override
    public Optional<Flagged> check(CellTrials cell) {
        return Gate.when(cell.anyTrial(this::disturbed), kind.flag);
    }

    boolean disturbed(TrialRecord trial) {
        Double lost = trial.figures().get(kind.figure);
        return lost != null && machine.all() != null && lost > SHARE * machine.all();
    }
}
