package org.concurrencybench.reports.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.PlannedExperiment;

/**
 * A cell that is to be recorded in one more trial, after those that are measured.
 *
 * @param cell its id, or {@code workload/model} where that names one cell alone
 * @param library of async-profiler, to record with it as well; empty for the flight recorder alone
 */
public record ProfileRequest(String cell, Optional<Path> library) {
    /**
     * The cell that is meant.
     *
     * @throws UsageException when the plan has none or several of that name; the message lists those that it has
     */
    Cell in(List<PlannedExperiment> planned) {
        List<Cell> cells = planned.stream()
                .flatMap(experiment -> experiment.cells().stream())
                .toList();
        List<Cell> meant = List.of();
        for (Predicate<Cell> way : List.<Predicate<Cell>>of(
                each -> cell.equals(each.id()),
                each -> cell.equals(each.workload() + "/" + each.displayName()),
                each -> cell.equals(each.workload() + "/" + each.model()))) {
            meant = cells.stream().filter(way).toList();
            if (meant.size() == 1) {
                return meant.getFirst();
            }
            if (!meant.isEmpty()) {
                break;
            }
        }
        throw new UsageException("bench.profile (--profile): "
                + (meant.isEmpty() ? "the plan has no cell '" : "the plan has several cells '") + cell
                + "'; name one of these, in quotes: "
                + (meant.isEmpty() ? cells : meant).stream().map(Cell::id).collect(Collectors.joining(", ")));
    }
}
