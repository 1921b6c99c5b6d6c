package org.concurrencybench.reports.compare;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one run that were measured in batches, by id: what was measured of them, or why that can be compared
 * with nothing. Its other figures stand beside them.
 */
final class RunCells {
    private final RunResults run;
    private final RunFigures figures;
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Map<String, String> obstacles = new HashMap<>();
    private final Map<String, CellResult> results = new HashMap<>();
    private final Map<String, TrialSettings> settings = new HashMap<>();

    RunCells(RunResults all) {
        this.run = all.batches();
        this.figures = new RunFigures(all);
        run.header().cells().forEach(cell -> cells.put(cell.id(), cell));
        for (LeftOutCell left : run.header().leftOut()) {
            if (cells.putIfAbsent(left.cell().id(), left.cell()) == null) {
                obstacles.put(left.cell().id(), "left out: " + left.reason());
            }
        }
        for (TrialRecord trial : run.trials()) {
            if (trial.measured()) {
                settings.putIfAbsent(trial.cell(), TrialSettings.of(trial));
            }
        }
        for (CellResult result : RunAnalyst.cells(run)) {
            results.put(result.cell(), result);
            List<Flag> bars = result.flags().stream().filter(Flag::bars).toList();
            if (!bars.isEmpty()) {
                obstacles.put(result.cell(), bars.stream().map(Flag::words).collect(Collectors.joining("; ")));
            }
        }
        run.trials().stream()
                .collect(Collectors.groupingBy(TrialRecord::cell))
                .forEach((id, trials) -> FailedTrials.reason(
                                trials.stream().map(TrialRecord::failure).toList())
                        .ifPresent(text -> obstacles.put(id, text)));
    }

    RunResults run() {
        return run;
    }

    RunFigures figures() {
        return figures;
    }

    /** Of all cells that the run planned, those that it left out too; in the order of the plan. */
    Set<String> ids() {
        return cells.keySet();
    }

    boolean has(String id) {
        return cells.containsKey(id);
    }

    Cell cell(String id) {
        return known(id, cells.get(id));
    }

    /** Why the cell cannot be compared, or null. */
    @Nullable
    String obstacle(String id) {
        String obstacle = obstacles.get(id);
        if (obstacle != null || results.containsKey(id)) {
            return obstacle;
        }
        return settings.containsKey(id)
                ? "its times per task are no positive numbers"
                : "the run ended before its first trial";
    }

    /** What was measured; only without an obstacle. */
    CellResult result(String id) {
        return known(id, results.get(id));
    }

    /** The trials that were measured. */
    List<TrialRecord> trials(String id) {
        return run.trials().stream()
                .filter(trial -> trial.cell().equals(id) && trial.measured())
                .toList();
    }

    /** How it was measured; only without an obstacle. */
    TrialSettings settings(String id) {
        return known(id, settings.get(id));
    }

    private static <T> T known(String id, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("nothing is known of " + id);
        }
        return value;
    }
}
