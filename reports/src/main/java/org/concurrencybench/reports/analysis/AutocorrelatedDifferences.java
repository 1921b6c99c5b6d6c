package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.Pair;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.stats.Autocorrelation;
import org.concurrencybench.reports.stats.Drift;

/**
 * Differences between two models that rise and fall over the rounds: something slowed one more than the other, and
 * rounds, which take out what slows both, do not help. It shows in ten rounds or more, as differences of neighbouring
 * rounds that are alike.
 */
final class AutocorrelatedDifferences {
    /** Over all pairs of the run together. */
    private static final double P = 0.01;

    private record Pair(String where, Autocorrelation correlation) {}

    private AutocorrelatedDifferences() {}

    /** Empty when no pair's differences wander, or there are too few rounds. */
    static Optional<Warning> warning(List<CellTrials> cells) {
        List<Pair> pairs = new ArrayList<>();
        cells.stream()
                .filter(cell -> cell.isMeasured() && cell.cell().has(Role.COMPARED))
                .collect(Collectors.groupingBy(
                        cell -> cell.cell().experiment(), LinkedHashMap::new, Collectors.toList()))
                .forEach((experiment, compared) -> addPairs(experiment, compared, pairs));
        List<Warning.Place> where = pairs.stream()
                .filter(pair -> pair.correlation().p() * pairs.size() < P)
                .sorted(Comparator.comparingDouble(pair -> pair.correlation().p()))
                .map(pair -> new Warning.Place(
                        pair.where(),
                        "correlation " + NumberText.fixed(pair.correlation().lag1(), 2) + " from round to round, "
                                + pair.correlation().n() + " rounds"))
                .toList();
        return where.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Warning(
                                Warning.Kind.DIFFERENCES_WANDERED,
                                where,
                                "Differences between two models rose and fell over the rounds: something slowed one of them more than the other.",
                                "The intervals of these pairs are too narrow, and more rounds do not help: find what else ran, and measure again."));
    }

    private static void addPairs(String experiment, List<CellTrials> cells, List<Pair> pairs) {
        for (int a = 0; a < cells.size(); a++) {
            for (int b = a + 1; b < cells.size(); b++) {
                String where = experiment + ": " + cells.get(a).cell().displayName() + " and "
                        + cells.get(b).cell().displayName();
                Autocorrelation.of(differences(cells.get(a), cells.get(b)))
                        .ifPresent(correlation -> pairs.add(new Pair(where, correlation)));
            }
        }
    }

    /** Of the logs in the rounds that both have, in the order of these. */
    private static double[] differences(CellTrials a, CellTrials b) {
        Map<Integer, Double> first = byRound(a);
        Map<Integer, Double> second = byRound(b);
        return first.keySet().stream()
                .filter(second::containsKey)
                .mapToDouble(round -> first.getOrDefault(round, 0.0) - second.getOrDefault(round, 0.0))
                .toArray();
    }

    private static Map<Integer, Double> byRound(CellTrials cell) {
        Map<Integer, Double> logs = new TreeMap<>();
        for (Drift.Point point : cell.overRounds()) {
            logs.put(point.round(), point.log());
        }
        return logs;
    }
}
