package org.concurrencybench.reports.analysis;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.concurrencybench.reports.plan.Cell;

/**
 * What experiments are called where people read of them: their workload, and where a run has several of it, the
 * parameters in which they differ, as in {@code echo size=64}.
 */
final class ExperimentTitles {
    private ExperimentTitles() {}

    /** {@code cells}: one of each experiment. Returns their titles by the experiments' ids. */
    static Map<String, String> of(Collection<Cell> cells) {
        Map<String, List<Cell>> byWorkload =
                cells.stream().collect(Collectors.groupingBy(Cell::workload, LinkedHashMap::new, Collectors.toList()));
        Map<String, String> titles = new LinkedHashMap<>();
        byWorkload.forEach((workload, same) -> {
            TreeSet<String> names = new TreeSet<>();
            same.forEach(cell -> names.addAll(cell.parameters().keySet()));
            names.removeIf(name -> same.stream()
                            .map(cell -> Objects.toString(cell.parameters().get(name)))
                            .distinct()
                            .count()
                    == 1);
            for (Cell cell : same) {
                titles.put(
                        cell.experiment(),
                        names.stream()
                                .filter(cell.parameters()::containsKey)
                                .map(name ->
                                        " " + name + "=" + cell.parameters().get(name))
                                .collect(Collectors.joining("", workload, "")));
            }
        });
        return titles;
    }
}
