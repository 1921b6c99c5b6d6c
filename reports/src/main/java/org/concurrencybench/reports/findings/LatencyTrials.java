package org.concurrencybench.reports.findings;

import java.util.List;
import java.util.Map;

/**
 * The latencies of one open-loop cell, trial by trial.
 *
 * @param cell its id
 * @param sustained whether about as many tasks completed as arrived
 * @param leftToGo infinite where too many of its trials were not warm, else 0
 * @param percentiles by name, such as {@code 99}: nanoseconds of all tasks, of each measured trial; none where one of
 *     the trials has it not
 */
public record LatencyTrials(String cell, boolean sustained, double leftToGo, Map<String, List<Double>> percentiles) {
    public LatencyTrials {
        percentiles = Map.copyOf(percentiles);
    }
}
