package org.concurrencybench.reports.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.concurrencybench.reports.plan.Cell;

/**
 * The order of the cells within each round, the same for the same seed: experiments shuffled afresh, and the cells of
 * each. Those that are compared stand next to each other, since what the machine does to all of them alike is taken out
 * by the analysis.
 *
 * <p>Rounds have neighbouring seeds, from which {@link java.util.Random} draws nearly the same first numbers: with it,
 * one cell stood first in every round.
 */
record RoundOrder(long seed) {
    List<Cell> of(int round, List<Cell> cells) {
        RandomGenerator random = new SplittableRandom(seed * 1_000_003 + round);
        List<List<Cell>> experiments = new ArrayList<>(cells.stream()
                .collect(Collectors.groupingBy(
                        Cell::experiment, LinkedHashMap::new, Collectors.toCollection(ArrayList<Cell>::new)))
                .values());
        Collections.shuffle(experiments, random);
        experiments.forEach(experiment -> Collections.shuffle(experiment, random));
        return experiments.stream().flatMap(List::stream).toList();
    }
}
