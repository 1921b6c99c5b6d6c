package org.concurrencybench.reports.compare;

import java.util.List;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Finding;
import org.jspecify.annotations.Nullable;

/**
 * One cell in both runs.
 *
 * @param cell its id
 * @param name how people call it, the workload first
 * @param family the model's family
 * @param finding about NEW against OLD
 * @param timeRatio NEW's time per task over OLD's: above 1 when NEW is slower
 * @param simultaneous the interval of the same that holds for all cells at once; null where there are too few trials
 * @param adjustedP p-value of "no difference", adjusted by Holm over all cells; null likewise
 * @param differenceBelow X of "any difference is below X", as a fraction, for all cells at once; null likewise
 * @param oldNanosPerTask in OLD, geometric mean over the trials
 * @param newNanosPerTask in NEW
 * @param oldTrials measured trials of OLD
 * @param newTrials measured trials of NEW
 * @param notes what was not alike in how the two were measured
 */
public record CellChange(
        String cell,
        String name,
        ModelFamily family,
        Finding finding,
        Estimate timeRatio,
        @Nullable Estimate simultaneous,
        @Nullable Double adjustedP,
        @Nullable Double differenceBelow,
        Estimate oldNanosPerTask,
        Estimate newNanosPerTask,
        int oldTrials,
        int newTrials,
        List<String> notes) {
    public CellChange {
        notes = List.copyOf(notes);
    }

    /** How many times as slow, or as fast where the finding says faster, NEW is. */
    public Estimate factor() {
        return finding.isBetter() ? timeRatio.inverse() : timeRatio;
    }
}
