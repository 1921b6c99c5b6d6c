package org.concurrencybench.reports.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.concurrencybench.reports.plan.Cell;

/** The order of the cells within each round: shuffled afresh, the same for the same seed. */
record RoundOrder(long seed) {
    List<Cell> of(int round, List<Cell> cells) {
        List<Cell> order = new ArrayList<>(cells);
        Collections.shuffle(order, new Random(seed * 1_000_003 + round));
        return order;
    }
}
