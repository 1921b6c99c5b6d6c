package org.concurrencybench.reports.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.PlannedExperiment;

/** Cells whose model cannot run their workload, or not in the JVM that would be measured. */
final class RefusedCells {
    private static final int NAMED = 5;

    private final Catalog catalog;
    /** The versions of the JDKs that are measured, by the labels of their JVMs. */
    private final Map<String, Integer> features = new HashMap<>();

    RefusedCells(RunRequest request, Catalog catalog) {
        this.catalog = catalog;
        request.jvms().forEach(jvm -> features.put(jvm.label(), jvm.feature()));
    }

    /** Why {@code cell} is left out; empty where its model does not refuse it. */
    Optional<String> reason(Cell cell) {
        ConcurrencyModel model = catalog.model(cell.model());
        return model.refusal(catalog.workload(cell.workload()), features.getOrDefault(cell.jvm(), 0))
                .or(() -> cell.load() == null ? Optional.empty() : model.arrivalsRefusal())
                .map(refusal -> "it cannot run here: " + refusal);
    }

    /**
     * Checks that something of a plan can be measured.
     *
     * @throws UsageException when every cell is refused
     */
    void requireOthers(List<PlannedExperiment> planned) {
        List<Cell> cells = planned.stream()
                .flatMap(experiment -> experiment.cells().stream())
                .toList();
        if (cells.isEmpty() || cells.stream().anyMatch(cell -> reason(cell).isEmpty())) {
            return;
        }
        List<String> reasons = cells.stream()
                .map(cell -> cell.model() + " on " + cell.workload() + ": "
                        + reason(cell).orElse(""))
                .distinct()
                .toList();
        int more = reasons.size() - NAMED;
        throw new UsageException("nothing of the plan can be measured. "
                + reasons.stream().limit(NAMED).collect(Collectors.joining(". "))
                + (more > 0 ? ". And " + more + " more" : "")
                + ". Name others with bench.models (--models), bench.workloads (--workloads) or bench.jvm (--jvm)");
    }
}
