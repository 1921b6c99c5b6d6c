package org.concurrencybench.reports.records;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last line of a run that was not cut off.
 *
 * @param reason why it stopped
 * @param wallSeconds of the whole run
 * @param shares where the wall time went, name to fraction of 1: {@code measuring}, {@code warm-up}, {@code JVM start
 *     and stop}, …
 * @param processesSpeedUp as {@link RunHeader#PROCESSES_SPEED_UP}, measured again at the end; null where that was not
 *     needed or not possible
 * @param belowLeast workloads that the budget left with fewer than the least rounds, each with the rounds that it has;
 *     empty in records from before this was written down
 */
public record RunEnd(
        Reason reason,
        double wallSeconds,
        Map<String, Double> shares,
        @Nullable Double processesSpeedUp,
        Map<String, Integer> belowLeast)
        implements Line {
    public RunEnd {
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
        // A file may lack it, whatever the declaration says.
        belowLeast =
                Objects.isNull(belowLeast) ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(belowLeast));
    }

    /** Of a run in which every workload has its least rounds. */
    public RunEnd(Reason reason, double wallSeconds, Map<String, Double> shares, @Nullable Double processesSpeedUp) {
        this(reason, wallSeconds, shares, processesSpeedUp, Map.of());
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
