package org.concurrencybench.reports.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Open-loop cells of one workload: every model at every rate.
 *
 * @param workload id
 * @param parameters those that differ from their defaults
 * @param models ids, where they are not the plan's
 * @param concurrency tasks in flight; empty for the default
 * @param loads what is offered; the rates of shares are not known yet
 */
public record PlannedLatency(
        String workload,
        Map<String, String> parameters,
        Optional<List<String>> models,
        Optional<String> concurrency,
        List<Load> loads) {
    public PlannedLatency {
        parameters = Map.copyOf(parameters);
        models = models.map(ids -> Plan.distinct("models of the latency of " + workload, ids));
        loads = List.copyOf(loads);
    }
}
