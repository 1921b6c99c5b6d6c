package org.concurrencybench.reports.records;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last line of a run that was not cut off.
 *
 * @param reason why it stopped
 * @param wallSeconds of the whole run
 * @param shares where the wall time went, name to fraction of 1: {@code measuring}, {@code warm-up}, {@code JVM start and stop}, …
 * @param processesSpeedUp as {@link RunHeader#PROCESSES_SPEED_UP}, measured again at the end; null where that was not needed or not
 *     possible
 */
public record RunEnd(
        Reason reason,
        double wallSeconds,
        Map<String, Double> shares,
        @Nullable Double processesSpeedUp) implements Line {
    public RunEnd {
        shares = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(shares));
    }

    /** Why a run stopped. */
    public enum Reason {
        /** Every comparison is precise enough. */
        SETTLED,
        /** The planned number of rounds is done. */
        ROUNDS,
        /** No further round fits into the time. */
        BUDGET,
        /** The user interrupted it. */
        INTERRUPTED
    }
}
