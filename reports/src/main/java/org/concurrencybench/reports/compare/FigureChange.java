package org.concurrencybench.reports.compare;

import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Finding;
import org.jspecify.annotations.Nullable;

/**
 * One figure in both runs that is no time per task.
 *
 * @param kind what it is
 * @param id the cell with what is told of it, or the price
 * @param name how people call it
 * @param unit of both figures
 * @param finding about NEW against OLD; "slower" stands for whatever is worse
 * @param costRatio NEW over OLD, or OLD over NEW where more is better: above 1 when NEW is worse
 * @param simultaneous the interval of the same that holds for all of its kind at once; null where there are too few
 *     trials
 * @param adjustedP p-value of "no difference", adjusted by Holm over all of its kind; null likewise
 * @param oldFigure in OLD, geometric mean over the trials
 * @param newFigure in NEW
 * @param oldTrials measured trials of OLD
 * @param newTrials measured trials of NEW
 */
public record FigureChange(
        FigureKind kind,
        String id,
        String name,
        Unit unit,
        Finding finding,
        Estimate costRatio,
        @Nullable Estimate simultaneous,
        @Nullable Double adjustedP,
        Estimate oldFigure,
        Estimate newFigure,
        int oldTrials,
        int newTrials) {
    /** In what it is told, and the words for less and more of it. */
    public enum Unit {
        NANOS("faster", "slower"),
        BYTES("smaller", "larger"),
        TASKS_PER_SECOND("higher", "lower");

        private final String better;
        private final String worse;

        Unit(String better, String worse) {
            this.better = better;
            this.worse = worse;
        }
    }

    /** The finding in words that suit the unit: {@code clearly lower}. */
    public String words() {
        return finding.words().replace("faster", unit.better).replace("slower", unit.worse);
    }

    /** How many times as bad, or as good where the finding says so, NEW is. */
    public Estimate factor() {
        return finding.isBetter() ? costRatio.inverse() : costRatio;
    }
}
