package org.concurrencybench.reports.html;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.PriceCell;
import org.concurrencybench.reports.records.PriceRecord;
import org.concurrencybench.reports.records.PricesPlanned;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;

/**
 * In how many rounds the cells were tried, as the records tell.
 *
 * @param rounds the largest number of a round
 * @param cells planned cells
 * @param inAll those that were tried in every round
 * @param least the fewest rounds in which a cell was tried
 * @param most the most rounds in which one of the cells was tried that were not tried in all
 */
record RoundsDone(int rounds, int cells, int inAll, int least, int most) {
    static RoundsDone of(RunResults run) {
        PricesPlanned prices = run.prices().planned();
        if (run.header().cells().isEmpty() && prices != null) {
            Map<String, Set<Integer>> tried = run.prices().trials().stream()
                    .collect(Collectors.groupingBy(
                            PriceRecord::cell, Collectors.mapping(PriceRecord::round, Collectors.toSet())));
            return of(tried, prices.cells().stream().map(PriceCell::id));
        }
        Map<String, Set<Integer>> tried = run.trials().stream()
                .collect(Collectors.groupingBy(
                        TrialRecord::cell, Collectors.mapping(TrialRecord::round, Collectors.toSet())));
        return of(tried, run.header().cells().stream().map(Cell::id));
    }

    private static RoundsDone of(Map<String, Set<Integer>> tried, Stream<String> cells) {
        int rounds = tried.values().stream()
                .flatMap(Set::stream)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        List<Integer> counts =
                cells.map(id -> tried.getOrDefault(id, Set.of()).size()).toList();
        return new RoundsDone(
                rounds,
                counts.size(),
                (int) counts.stream().filter(count -> count == rounds).count(),
                counts.stream().mapToInt(Integer::intValue).min().orElse(0),
                counts.stream()
                        .filter(count -> count < rounds)
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElse(0));
    }

    /** For the first screen: {@code 5 rounds}, or {@code up to 5 rounds}. */
    String brief() {
        return (inAll == cells ? "" : "up to ") + NumberText.count(rounds, "round");
    }

    /** Which cells were in them. */
    String words() {
        if (rounds == 0) {
            return "none was begun";
        }
        if (inAll == cells) {
            return "every cell once a round, shuffled";
        }
        return inAll + " of " + NumberText.count(cells, "cell") + " in every round, "
                + (inAll == 0 ? "all" : "the others") + " in "
                + (least == most ? "" : least + " to ") + NumberText.count(most, "round") + "; shuffled";
    }
}
