package org.concurrencybench.reports.analysis;

import java.util.Optional;

/** One thing that a result must not be, whatever the model. */
@FunctionalInterface
interface Gate {
    /** What a reader of the cell must know; empty when it passes, or when its records do not tell. */
    Optional<Flag> flag(CellTrials cell);

    /** {@code flag} where {@code trips}. */
    static Optional<Flag> when(boolean trips, Flag flag) {
        return trips ? Optional.of(flag) : Optional.empty();
    }
}
