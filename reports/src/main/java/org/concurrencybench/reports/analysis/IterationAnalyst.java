package org.concurrencybench.reports.analysis;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.IterationHint;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.VarianceComponents;

/** Works out how many iterations the trials of a workload should have. */
final class IterationAnalyst {
    private IterationAnalyst() {}

    /** Empty where no cell has two trials of two steady iterations. */
    static Optional<IterationHint> hint(List<CellTrials> cells) {
        List<TrialRecord> trials =
                cells.stream().flatMap(cell -> cell.measuredTrials().stream()).toList();
        double iteration = trials.stream()
                .mapToDouble(IterationAnalyst::iterationSeconds)
                .average()
                .orElse(0);
        double start = trials.stream()
                .mapToDouble(trial -> trial.seconds() - trial.iterations().size() * iterationSeconds(trial))
                .average()
                .orElse(0);
        if (!(iteration > 0 && start > 0)) {
            return Optional.empty();
        }
        var counts =
                trials.stream().mapToInt(trial -> trial.iterations().size()).summaryStatistics();
        return VarianceComponents.pooled(cells.stream().map(CellTrials::steadyIterations))
                .map(components -> {
                    OptionalInt best = components.bestIterations(start, iteration);
                    return new IterationHint(
                            counts.getMin(),
                            counts.getMax(),
                            best.isPresent() ? best.getAsInt() : null,
                            start,
                            iteration);
                });
    }

    /** Iterations of warm-up take about as long as those that are measured. */
    private static double iterationSeconds(TrialRecord trial) {
        return trial.iterationSeconds()
                / (trial.warmup().size() + trial.iterations().size());
    }
}
