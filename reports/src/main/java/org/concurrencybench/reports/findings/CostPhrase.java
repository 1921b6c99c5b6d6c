package org.concurrencybench.reports.findings;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the ranked cells of an experiment cost, in one line: the cheapest and the most expensive. Where it was looked at
 * what waiting tasks take, that is what the run was for, and stands in place of the CPU time.
 */
final class CostPhrase {
    private CostPhrase() {}

    /** Empty where fewer than two ranked cells have the figures: in older records, and where nobody can tell. */
    static Optional<String> of(Experiment experiment) {
        List<String> ranked = experiment.ranked().stream().map(CellResult::cell).toList();
        List<CellCost> costs = experiment.costs().stream()
                .filter(cost -> ranked.contains(cost.cell()))
                .filter(cost -> cost.figure(CostFigure.CPU) != null && cost.figure(CostFigure.MEMORY) != null)
                .toList();
        if (costs.size() < 2) {
            return Optional.empty();
        }
        List<CellCost> waiting = costs.stream()
                .filter(cost -> cost.figure(CostFigure.WAITING) != null)
                .toList();
        return Optional.of("cost: "
                + (waiting.size() < 2
                        ? "CPU per task " + ends(costs, CostFigure.CPU)
                        : "memory per waiting task " + ends(waiting, CostFigure.WAITING))
                + "; memory " + ends(costs, CostFigure.MEMORY));
    }

    /** {@code 2.1 ms (sequential) to 2.6 ms (process-pool)}. */
    private static String ends(List<CellCost> costs, CostFigure figure) {
        Comparator<CellCost> byFigure = Comparator.comparingDouble((CellCost cost) -> estimate(cost, figure))
                .thenComparing(CellCost::cell);
        return end(costs.stream().min(byFigure).orElseThrow(), figure) + " to "
                + end(costs.stream().max(byFigure).orElseThrow(), figure);
    }

    private static String end(CellCost cost, CostFigure figure) {
        double value = estimate(cost, figure);
        return (figure == CostFigure.CPU ? NumberText.time(value) : NumberText.bytes(value)) + " (" + cost.name() + ")";
    }

    private static double estimate(CellCost cost, CostFigure figure) {
        Estimate estimate = cost.figure(figure);
        return estimate == null ? Double.NaN : estimate.estimate();
    }
}
