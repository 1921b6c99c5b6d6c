package org.concurrencybench.reports.run.trial;

import java.util.HashMap;
import java.util.Map;
import org.concurrencybench.core.cost.CostTotals;
import org.concurrencybench.core.jmh.TrialProfiler;
import org.concurrencybench.reports.records.CostMetric;

/** The figures of a trial that tell what it cost. */
final class CostFigures {
    private static final Map<String, String> PER_TASK = Map.of(
            CostTotals.ALLOCATED_BYTES, CostMetric.ALLOCATED_BYTES_PER_TASK,
            CostTotals.COLLECTION_NANOS, CostMetric.COLLECTION_NANOS_PER_TASK,
            CostTotals.DRIVER_CPU_NANOS, CostMetric.DRIVER_CPU_NANOS_PER_TASK,
            CostTotals.COMPILER_CPU_NANOS, CostMetric.COMPILER_CPU_NANOS_PER_TASK,
            CostTotals.COLLECTOR_CPU_NANOS, CostMetric.COLLECTOR_CPU_NANOS_PER_TASK,
            CostTotals.VOLUNTARY_SWITCHES, CostMetric.VOLUNTARY_SWITCHES_PER_TASK,
            CostTotals.INVOLUNTARY_SWITCHES, CostMetric.INVOLUNTARY_SWITCHES_PER_TASK,
            CostTotals.FIXTURE_CPU_NANOS, CostMetric.FIXTURE_CPU_NANOS_PER_TASK);

    private static final Map<String, String> PEAKS = Map.of(
            CostTotals.PEAK_PROPORTIONAL_BYTES, CostMetric.PEAK_PROPORTIONAL_BYTES,
            CostTotals.PEAK_THREADS, CostMetric.THREADS,
            CostTotals.PEAK_FIXTURE_BYTES, CostMetric.FIXTURE_PEAK_BYTES);

    private CostFigures() {}

    /** {@code totals}: over all measured iterations, as {@link TrialProfiler} gives them; NaN is left out. */
    static Map<String, Double> of(Map<String, Double> totals) {
        Map<String, Double> figures = new HashMap<>();
        double tasks = totals.getOrDefault(TrialProfiler.TASKS, 0.0);
        if (!(tasks > 0)) {
            return figures;
        }
        PER_TASK.forEach((total, figure) -> put(figures, figure, totals.getOrDefault(total, Double.NaN) / tasks));
        PEAKS.forEach((total, figure) -> put(figures, figure, totals.getOrDefault(total, Double.NaN)));
        double others = totals.getOrDefault(CostTotals.DRIVER_CPU_NANOS, Double.NaN)
                + totals.getOrDefault(CostTotals.COMPILER_CPU_NANOS, Double.NaN)
                + totals.getOrDefault(CostTotals.COLLECTOR_CPU_NANOS, Double.NaN);
        double all = totals.getOrDefault(TrialProfiler.CPU_NANOS, Double.NaN);
        // Whole processes count in ticks, threads in nanoseconds: what is left can be a little below nothing.
        put(figures, CostMetric.TASKS_CPU_NANOS_PER_TASK, Math.max(0, all - others) / tasks);
        return figures;
    }

    private static void put(Map<String, Double> figures, String name, double value) {
        if (Double.isFinite(value)) {
            figures.put(name, value);
        }
    }
}
