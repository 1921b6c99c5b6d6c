package org.concurrencybench.reports.records;

import java.util.Map;

/**
 * The last line of a run that was not cut off.
 *
 * @param reason why it stopped
 * @param wallSeconds of the whole run
 * @param shares where the wall time went, name to fraction of 1: {@code measuring}, {@code warm-up}, {@code JVM start and stop}, …
 */
public record RunEnd(Reason reason, double wallSeconds, Map<String, Double> shares) implements Line {
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
