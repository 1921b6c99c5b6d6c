package org.concurrencybench.reports.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.load.LoadReport;
import org.concurrencybench.reports.analysis.cells.Observation;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Load;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.Contender;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.StopRule;

/**
 * Tells which experiments are settled: every comparison among their cells is precise enough, those of the 99th
 * percentile under each load too, and every capacity that was sought is known precisely enough.
 */
final class Settlement {
    private static final String PERCENTILE = "99";

    private final StopRule rule;
    private final Map<String, List<String>> comparedByExperiment = new LinkedHashMap<>();
    private final Map<String, List<Integer>> rounds = new LinkedHashMap<>();
    private final Map<String, List<Double>> means = new LinkedHashMap<>();
    /** Cells that seek a capacity, by experiment, and what their trials found. */
    private final Map<String, List<String>> seekingByExperiment = new LinkedHashMap<>();

    private final Map<String, List<Double>> capacities = new LinkedHashMap<>();
    /** Cells under one load each, by experiment, and the percentile of their trials that have it. */
    private final Map<String, Map<String, List<String>>> loadsByExperiment = new LinkedHashMap<>();

    private final Map<String, List<Integer>> roundsUnderLoad = new LinkedHashMap<>();
    private final Map<String, List<Double>> percentiles = new LinkedHashMap<>();

    Settlement(List<Cell> cells, double precision) {
        this.rule = new StopRule(Criteria.of(precision));
        for (Cell cell : cells) {
            List<String> compared = comparedByExperiment.computeIfAbsent(cell.experiment(), none -> new ArrayList<>());
            if (cell.has(Role.COMPARED)) {
                compared.add(cell.id());
            }
            Load load = cell.load();
            if (load != null && load.target() != null) {
                seekingByExperiment
                        .computeIfAbsent(cell.experiment(), none -> new ArrayList<>())
                        .add(cell.id());
            } else if (load != null) {
                loadsByExperiment
                        .computeIfAbsent(cell.experiment(), none -> new LinkedHashMap<>())
                        .computeIfAbsent(load.words(), none -> new ArrayList<>())
                        .add(cell.id());
            }
        }
    }

    void add(TrialRecord record) {
        Double capacity = record.figures().get(Metric.CAPACITY_PER_SECOND);
        if (record.measured() && capacity != null && capacity > 0) {
            capacities.computeIfAbsent(record.cell(), none -> new ArrayList<>()).add(capacity);
        }
        LoadReport load = record.load();
        if (record.measured() && load != null && !load.parts().isEmpty()) {
            Double percentile = load.parts().getFirst().latency().get(PERCENTILE);
            if (percentile != null && percentile > 0) { // else it timed out for some: nothing to compare
                roundsUnderLoad
                        .computeIfAbsent(record.cell(), none -> new ArrayList<>())
                        .add(record.round());
                percentiles
                        .computeIfAbsent(record.cell(), none -> new ArrayList<>())
                        .add(percentile);
            }
        }
        if (Observation.possible(record)) {
            rounds.computeIfAbsent(record.cell(), none -> new ArrayList<>()).add(record.round());
            means.computeIfAbsent(record.cell(), none -> new ArrayList<>())
                    .add(Observation.of(record).nanosPerTask());
        }
    }

    boolean settled(String experiment) {
        return isCompared(experiment)
                && loadsByExperiment.getOrDefault(experiment, Map.of()).values().stream()
                        .allMatch(cells -> isPrecise(cells, roundsUnderLoad, percentiles))
                && seekingByExperiment.getOrDefault(experiment, List.of()).stream()
                        .filter(capacities::containsKey)
                        .allMatch(cell -> rule.isPrecise(capacities.getOrDefault(cell, List.of())));
    }

    private boolean isCompared(String experiment) {
        return isPrecise(comparedByExperiment.getOrDefault(experiment, List.of()), rounds, means);
    }

    private boolean isPrecise(
            List<String> cells, Map<String, List<Integer>> roundsOf, Map<String, List<Double>> valuesOf) {
        // A cell that has no trial at all has failed every time: it holds nobody up.
        return rule.isSettled(cells.stream()
                .filter(valuesOf::containsKey)
                .map(cell -> new Contender(
                        cell,
                        roundsOf.getOrDefault(cell, List.of()),
                        valuesOf.getOrDefault(cell, List.of()),
                        0)) // precision is all that it looks at
                .toList());
    }
}
