package org.concurrencybench.reports.run.trial;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.Figure;
import org.concurrencybench.core.experiment.FigureNames;
import org.concurrencybench.core.jmh.TrialProfiler;

/** The figures of a trial that its workload reported. */
final class WorkloadFigures {
    private WorkloadFigures() {}

    /**
     * Quotients of the sums over all measured iterations; a figure is left out where nothing is there to divide by.
     *
     * @param totals sums by name, as {@link TrialProfiler} gives them
     * @param batch tasks in a batch
     */
    static Map<String, Double> of(List<Figure> declared, Map<String, Double> totals, int batch) {
        Map<String, Double> figures = new HashMap<>();
        double tasks = totals.getOrDefault(TrialProfiler.TASKS, 0.0);
        for (Figure figure : declared) {
            Double sum = totals.get(FigureNames.FIGURE + figure.name());
            double below = figure.per().isEmpty() ? tasks : totals.getOrDefault(FigureNames.FIGURE + figure.per(), 0.0);
            if (sum != null && below > 0) {
                figures.put(FigureNames.FIGURE + figure.name(), sum / below);
            }
        }
        totals.forEach((name, sum) -> {
            if (name.startsWith(FigureNames.TURNAROUND) && tasks > 0) {
                figures.put(name, sum / (tasks / batch));
            }
        });
        return figures;
    }
}
