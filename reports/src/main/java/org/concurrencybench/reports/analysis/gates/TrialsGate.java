package org.concurrencybench.reports.analysis.gates;

import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.Rule;
import org.concurrencybench.reports.stats.Criteria;

/** There are trials enough, and none failed. The warnings come with the failures, and with the experiments. */
final class TrialsGate implements Gate {
    private final int least;

    TrialsGate(Criteria criteria) {
        least = criteria.minTrials();
    }

    @Override
    public Rule rule() {
        return new Rule(
                "Trials",
                "fewer than five trials",
                "with fewer than " + least + " of them a cell is exploratory and has no verdict.");
    }

    @Override
    public List<Flagged> check(CellTrials cell) {
        List<Flagged> flags = new ArrayList<>(Gate.when(cell.failures() > 0, Flag.FAILED_TRIALS));
        flags.addAll(Gate.when(cell.trials() < least, Flag.FEW_TRIALS));
        return flags;
    }
}
