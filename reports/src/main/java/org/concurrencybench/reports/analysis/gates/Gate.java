package org.concurrencybench.reports.analysis.gates;

import java.util.List;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.Rule;

/** Checks that cells keep a rule, whatever their model. */
interface Gate {
    /** The rule, as readers are told it. */
    Rule rule();

    /** What a reader of the cell must know; empty when it passes, or when its records do not say. */
    List<Flagged> check(CellTrials cell);

    /** {@code flag} where {@code trips}. */
    static List<Flagged> when(boolean trips, Flag flag) {
        return trips ? List.of(new Flagged(flag)) : List.of();
    }

    /**
     * {@code flag} where {@code trips}, with the figure that made it trip, of which more is worse, and all in words.
     */
    static List<Flagged> when(boolean trips, Flag flag, double excess, String seen) {
        return trips ? List.of(new Flagged(flag, excess, seen)) : List.of();
    }
}
