package org.concurrencybench.reports.records;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.concurrencybench.core.prices.PriceShape;
import org.concurrencybench.reports.plan.PriceCell;

/**
 * Follows the header of a run that has a price list.
 *
 * @param shape how its trials measure
 * @param cells the prices that are measured, in the order of the list
 * @param leftOut those that are not, with the reason
 */
public record PricesPlanned(PriceShape shape, List<PriceCell> cells, List<LeftOutPrice> leftOut) implements Line {
    public PricesPlanned {
        cells = List.copyOf(cells);
        leftOut = List.copyOf(leftOut);
    }

    /** What no run writes; empty when all is well. */
    Optional<String> fault() {
        Set<String> ids = new HashSet<>();
        return cells.stream()
                .map(PriceCell::id)
                .filter(id -> !ids.add(id))
                .findFirst()
                .map(id -> "the price " + id + " is there twice");
    }
}
