package org.concurrencybench.reports.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.concurrencybench.reports.plan.Cell;

/**
 * The order of the cells within each round: shuffled afresh, the same for the same seed.
 *
 * <p>Rounds have neighbouring seeds, from which {@link java.util.Random} draws nearly the same first numbers: with it, one cell
 * stood first in every round.
 */
record RoundOrder(long seed) {
    List<Cell> of(int round, List<Cell> cells) {
        List<Cell> order = new ArrayList<>(cells);
        Collections.shuffle(order, new SplittableRandom(seed * 1_000_003 + round));
        return order;
    }
}
