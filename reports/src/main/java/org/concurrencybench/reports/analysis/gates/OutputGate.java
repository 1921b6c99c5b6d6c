package org.concurrencybench.reports.analysis.gates;

import java.util.List;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.Rule;

/** Every output is the expected one. The warning comes with the failed trials. */
final class OutputGate implements Gate {
    static final Rule RULE = new Rule(
            "Outputs",
            "wrong outputs",
            "every task's digest is compared with the expected one in every trial; a cell that differs fails and is not ranked.");

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Flagged> check(CellTrials cell) {
        return Gate.when(cell.hasWrongResult(), Flag.WRONG_RESULT);
    }
}
