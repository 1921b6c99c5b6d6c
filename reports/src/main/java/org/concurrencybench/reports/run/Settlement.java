package org.concurrencybench.reports.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.analysis.cells.Observation;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.Contender;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.StopRule;

/**
 * Tells which experiments are settled: every comparison among their cells is precise enough, and every capacity that
 * was sought is known precisely enough.
 */
final class Settlement {
    private final StopRule rule;
    private final Map<String, List<String>> comparedByExperiment = new LinkedHashMap<>();
    private final Map<String, List<Integer>> rounds = new LinkedHashMap<>();
    private final Map<String, List<Double>> means = new LinkedHashMap<>();
    /** Cells that seek a capacity, by experiment, and what their trials found. */
    private final Map<String, List<String>> seekingByExperiment = new LinkedHashMap<>();

    private final Map<String, List<Double>> capacities = new LinkedHashMap<>();

    Settlement(List<Cell> cells, double precision) {
        this.rule = new StopRule(Criteria.of(precision));
        for (Cell cell : cells) {
            List<String> compared = comparedByExperiment.computeIfAbsent(cell.experiment(), none -> new ArrayList<>());
            if (cell.has(Role.COMPARED)) {
                compared.add(cell.id());
            }
            if (cell.load() != null && cell.load().target() != null) {
                seekingByExperiment
                        .computeIfAbsent(cell.experiment(), none -> new ArrayList<>())
                        .add(cell.id());
            }
        }
    }

    void add(TrialRecord record) {
        Double capacity = record.figures().get(Metric.CAPACITY_PER_SECOND);
        if (record.measured() && capacity != null && capacity > 0) {
            capacities.computeIfAbsent(record.cell(), none -> new ArrayList<>()).add(capacity);
        }
        if (Observation.possible(record)) {
            rounds.computeIfAbsent(record.cell(), none -> new ArrayList<>()).add(record.round());
            means.computeIfAbsent(record.cell(), none -> new ArrayList<>())
                    .add(Observation.of(record).nanosPerTask());
        }
    }

    boolean settled(String experiment) {
        return isCompared(experiment)
                && seekingByExperiment.getOrDefault(experiment, List.of()).stream()
                        .filter(capacities::containsKey)
                        .allMatch(cell -> rule.isPrecise(capacities.getOrDefault(cell, List.of())));
    }

    private boolean isCompared(String experiment) {
        // A cell that has no trial at all has failed every time: it holds nobody up.
        return rule.isSettled(comparedByExperiment.getOrDefault(experiment, List.of()).stream()
                .filter(means::containsKey)
                .map(cell -> new Contender(
                        cell,
                        rounds.getOrDefault(cell, List.of()),
                        means.getOrDefault(cell, List.of()),
                        0)) // precision is all that it looks at
                .toList());
    }
}
