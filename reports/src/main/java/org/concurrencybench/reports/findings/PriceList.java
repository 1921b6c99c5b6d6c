package org.concurrencybench.reports.findings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What primitives of concurrency cost on one machine.
 *
 * @param minTrials with fewer a figure is exploratory
 * @param prices those that were measured, in the order of the list
 * @param missing those that have no figure
 * @param otherCpus mean CPUs that processes outside the run used meanwhile; null where the platform does not tell
 */
public record PriceList(
        int minTrials,
        List<PriceFigure> prices,
        List<Missing> missing,
        @Nullable Double otherCpus) {
    private static final double BUSY_CPUS = 0.1;

    /**
     * A price that has no figure.
     *
     * @param reason why this JVM or this system does not have it, or why its trials failed
     * @param failed whether it was tried and failed, or not tried though planned
     */
    public record Missing(String primitive, String where, String key, String label, String reason, boolean failed) {}

    public PriceList {
        prices = List.copyOf(prices);
        missing = List.copyOf(missing);
    }

    /** Whether other processes used so much that prices may be too high. */
    public boolean isDisturbed() {
        return otherCpus != null && otherCpus > BUSY_CPUS;
    }
}
