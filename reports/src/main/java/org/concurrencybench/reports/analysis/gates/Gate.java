package org.concurrencybench.reports.analysis.gates;

import java.util.Optional;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;

/** One thing that a result must not be, whatever the model. */
@FunctionalInterface
interface Gate {
    /** What a reader of the cell must know; empty when it passes, or when its records do not tell. */
    Optional<Flagged> check(CellTrials cell);

    /** {@code flag} where {@code trips}. */
    static Optional<Flagged> when(boolean trips, Flag flag) {
        return trips ? Optional.of(new Flagged(flag)) : Optional.empty();
    }

    /** {@code flag} where {@code trips}, with the figure that made it trip, of which more is worse, and all in words. */
    static Optional<Flagged> when(boolean trips, Flag flag, double excess, String seen) {
        return trips ? Optional.of(new Flagged(flag, excess, seen)) : Optional.empty();
    }
}
