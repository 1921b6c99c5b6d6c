package org.concurrencybench.reports.findings;

import org.concurrencybench.reports.stats.VarianceComponents;
import org.jspecify.annotations.Nullable;

/**
 * How long the trials of a workload should be, pooled over its cells: the number of iterations that gives the narrowest
 * intervals for the time spent (Kalibera and Jones, see {@link VarianceComponents}). A hint, estimated from few trials.
 *
 * @param least measured iterations of a trial, in the cell with the fewest
 * @param most the same, in the cell with the most
 * @param best the best number; null where no variance between trials was seen
 * @param startSeconds what a trial takes besides its measured iterations: start, warm-up, end
 * @param iterationSeconds what one iteration takes
 */
public record IterationHint(int least, int most, @Nullable Integer best, double startSeconds, double iterationSeconds) {
    /** The same in words. */
    public String text() {
        String measured = "Iterations per trial: " + measured() + " were measured";
        return best == null
                ? measured + "; no variance between trials seen."
                : measured + ", about " + best + " would be best (a start costs " + NumberText.seconds(startSeconds)
                        + ", an iteration " + NumberText.time(iterationSeconds * 1e9) + ").";
    }

    /** {@code 14}, or {@code 6–24}. */
    String measured() {
        return least == most ? Integer.toString(least) : least + "–" + most;
    }
}
