package org.concurrencybench.reports.analysis;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.VarianceComponents;
import org.jspecify.annotations.Nullable;

/**
 * How long the trials of a workload should be, pooled over its cells: the number of iterations that gives the narrowest intervals for the
 * time spent (Kalibera and Jones, see {@link VarianceComponents}). A hint, estimated from few trials.
 *
 * @param least measured iterations of a trial, in the cell with the fewest
 * @param most the same, in the cell with the most
 * @param best the best number; null where no variance between trials was seen
 * @param startSeconds what a trial takes besides its measured iterations: start, warm-up, end
 * @param iterationSeconds what one iteration takes
 */
public record IterationHint(int least, int most, @Nullable Integer best, double startSeconds, double iterationSeconds) {
    /** Empty where no cell has two trials of two steady iterations. */
    static Optional<IterationHint> of(List<CellTrials> cells) {
        List<TrialRecord> trials =
                cells.stream().flatMap(cell -> cell.measuredTrials().stream()).toList();
        double iteration = trials.stream()
                .mapToDouble(IterationHint::iterationSeconds)
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

    /** The same in words. */
    public String text() {
        String measured = "Iterations per trial: " + measured() + " were measured";
        return best == null
                ? measured + "; no variance between trials seen."
                : measured + ", about " + best + " would be best (a start costs " + Numbers.seconds(startSeconds)
                        + ", an iteration " + Numbers.time(iterationSeconds * 1e9) + ").";
    }

    /** {@code 14}, or {@code 6–24}. */
    String measured() {
        return least == most ? Integer.toString(least) : least + "–" + most;
    }

    /** Iterations of warm-up take about as long as those that are measured. */
    private static double iterationSeconds(TrialRecord trial) {
        return trial.iterationSeconds()
                / (trial.warmup().size() + trial.iterations().size());
    }
}
