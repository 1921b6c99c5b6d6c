package org.concurrencybench.reports.findings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.concurrencybench.reports.records.Failure;

/**
 * A cause of failures, with all cells that failed for it.
 *
 * @param failure the first of them
 * @param cells in the order of the plan
 */
public record FailedCause(Failure failure, List<FailedCell> cells) {
    /** One for each cause, in the order of its first cell. */
    public static List<FailedCause> of(Collection<FailedCell> failed) {
        List<FailedCause> causes = new ArrayList<>();
        for (FailedCell cell : failed) {
            Failure failure = new Failure(cell.kind(), cell.message());
            causes.stream()
                    .filter(cause -> failure.isAlike(
                            cell.cell(),
                            cause.failure(),
                            cause.cells().getFirst().cell()))
                    .findFirst()
                    .ifPresentOrElse(
                            cause -> cause.cells().add(cell),
                            () -> causes.add(new FailedCause(failure, new ArrayList<>(List.of(cell)))));
        }
        return causes;
    }
}
