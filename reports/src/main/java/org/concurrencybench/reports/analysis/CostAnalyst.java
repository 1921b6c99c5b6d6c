package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.CellCost;
import org.concurrencybench.reports.findings.CostFigure;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.stats.Sample;
import org.jspecify.annotations.Nullable;

/** Finds what the cells of an experiment cost, from what each of their trials used. */
final class CostAnalyst {
    private CostAnalyst() {}

    /**
     * The costs of the measured cells among {@code cells}, in their order.
     *
     * @param reference id of the cell that ratios refer to; null for none
     */
    static List<CellCost> costs(List<CellTrials> cells, @Nullable String reference) {
        List<CellTrials> measured =
                cells.stream().filter(CellTrials::isMeasured).toList();
        Optional<CellTrials> base = measured.stream()
                .filter(cell -> cell.cell().id().equals(reference))
                .findFirst();
        List<CellCost> costs = new ArrayList<>();
        for (CellTrials cell : measured) {
            Map<String, Estimate> figures = new HashMap<>();
            Map<String, Estimate> ratios = new HashMap<>();
            for (CostFigure figure : CostFigure.values()) {
                List<Double> values = values(cell, figure);
                if (!values.isEmpty()) {
                    figures.put(figure.key(), Estimate.mean(values));
                    if (figure.group() == CostFigure.Group.MAIN && base.isPresent()) {
                        ratio(base.get(), cell, figure, values).ifPresent(ratio -> ratios.put(figure.key(), ratio));
                    }
                }
            }
            costs.add(new CellCost(cell.cell().id(), cell.cell().displayName(), figures, ratios));
        }
        return costs;
    }

    private static Optional<Estimate> ratio(CellTrials base, CellTrials cell, CostFigure figure, List<Double> values) {
        if (cell.cell().id().equals(base.cell().id())) {
            return Optional.of(Estimate.point(1));
        }
        List<Double> reference = values(base, figure);
        boolean positive = !reference.isEmpty()
                && values.stream().allMatch(value -> value > 0)
                && reference.stream().allMatch(value -> value > 0);
        return positive ? Optional.of(Estimate.ratio(Sample.of(values), Sample.of(reference))) : Optional.empty();
    }

    /**
     * Of each trial; none unless all have it, since those without it may be the expensive ones. What is only looked for
     * in some trials is that of these.
     */
    private static List<Double> values(CellTrials cell, CostFigure figure) {
        List<Double> values = cell.measuredTrials().stream()
                .map(trial -> trial.figures().get(figure.key()))
                .filter(Objects::nonNull)
                .filter(Double::isFinite)
                .toList();
        return figure.group() == CostFigure.Group.VIRTUAL_THREADS || values.size() == cell.trials()
                ? values
                : List.of();
    }
}
