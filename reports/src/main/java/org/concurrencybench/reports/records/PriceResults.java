package org.concurrencybench.reports.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.concurrencybench.reports.plan.PriceCell;
import org.jspecify.annotations.Nullable;

/**
 * What a run recorded of its price list.
 *
 * @param planned what the list holds; null where the run has none
 * @param trials in the order in which they ran
 */
public record PriceResults(@Nullable PricesPlanned planned, List<PriceRecord> trials) {
    /** Of a run without a price list. */
    public static final PriceResults NONE = new PriceResults(null, List.of());

    public PriceResults {
        trials = List.copyOf(trials);
    }

    /** Those of one price. */
    public List<PriceRecord> trials(PriceCell cell) {
        return trials.stream().filter(trial -> trial.cell().equals(cell.id())).toList();
    }

    /** Prices that were planned and have no trial. */
    public long untried() {
        return cells().stream().filter(cell -> trials(cell).isEmpty()).count();
    }

    /** A line for each price that failed or was not tried. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (PriceCell cell : cells()) {
            List<PriceRecord> tried = trials(cell);
            List<Failure> failures = tried.stream()
                    .map(PriceRecord::failure)
                    .filter(Objects::nonNull)
                    .toList();
            if (tried.isEmpty()) {
                problems.add("price " + cell.id() + ": the run ended before its first trial");
            } else if (!failures.isEmpty()) {
                Failure first = failures.getFirst();
                problems.add("price " + cell.id() + ": " + failures.size() + " of " + tried.size() + " trials failed: "
                        + first.kind() + ": " + first.headline());
            }
        }
        return problems;
    }

    private List<PriceCell> cells() {
        return planned == null ? List.of() : planned.cells();
    }
}
