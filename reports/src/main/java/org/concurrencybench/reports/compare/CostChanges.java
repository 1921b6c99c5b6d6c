package org.concurrencybench.reports.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.concurrencybench.reports.findings.CostFigure;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.Sample;

/**
 * What a cell costs now, where that differs from what it cost: CPU time, allocation and memory whose 95 % interval lies
 * wholly beyond the difference that matters. Each stands by itself; nothing is adjusted for how many there are.
 */
final class CostChanges {
    private static final List<CostFigure> COMPARED = List.of(CostFigure.CPU, CostFigure.ALLOCATED, CostFigure.MEMORY);

    private CostChanges() {}

    static List<String> notes(List<TrialRecord> old, List<TrialRecord> fresh, Criteria criteria) {
        List<String> notes = new ArrayList<>();
        for (CostFigure figure : COMPARED) {
            List<Double> before = values(old, figure);
            List<Double> now = values(fresh, figure);
            if (Math.min(before.size(), now.size()) >= criteria.minTrials()) {
                Estimate ratio = Estimate.ratio(Sample.of(now), Sample.of(before));
                double matters = 1 + criteria.precision();
                if (ratio.lowOrEstimate() > matters || ratio.highOrEstimate() < 1 / matters) {
                    notes.add(figure.title() + " is " + NumberText.range(ratio, criteria.precision())
                            + " that of OLD (95 % by itself)");
                }
            }
        }
        return notes;
    }

    /** Of all trials, or none: a trial without it may be one of the expensive ones. */
    private static List<Double> values(List<TrialRecord> trials, CostFigure figure) {
        List<Double> values = trials.stream()
                .map(trial -> trial.figures().get(figure.key()))
                .filter(Objects::nonNull)
                .filter(value -> value > 0 && Double.isFinite(value))
                .toList();
        return values.size() == trials.size() ? values : List.of();
    }
}
