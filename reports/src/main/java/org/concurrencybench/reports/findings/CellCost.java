package org.concurrencybench.reports.findings;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a cell costs. Figures that the platform did not tell, or not in every trial of those in which they are looked
 * for, are absent.
 *
 * @param cell its id in the records
 * @param name how people call it
 * @param figures means over the trials with their intervals, by {@link CostFigure#key}
 * @param ratios of the same to those of the reference cell, the fastest that is ranked; of the main figures
 */
public record CellCost(String cell, String name, Map<String, Estimate> figures, Map<String, Estimate> ratios) {
    public CellCost {
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
        ratios = Collections.unmodifiableMap(new TreeMap<>(ratios));
    }

    /** The figure, or null where it is not available. */
    public @Nullable Estimate figure(CostFigure figure) {
        return figures.get(figure.key());
    }

    /** Its ratio to the reference, or null where there is none. */
    public @Nullable Estimate ratio(CostFigure figure) {
        return ratios.get(figure.key());
    }
}
