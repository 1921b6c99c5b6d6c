package org.concurrencybench.reports.run.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.concurrencybench.core.cost.CostTotals;
import org.concurrencybench.core.jmh.TrialProfiler;
import org.concurrencybench.reports.records.CostMetric;
import org.junit.jupiter.api.Test;

class CostFiguresTest {
    @Test
    void totalsBecomeFiguresPerTaskAndTasksGetWhatIsLeftOfTheCpuTime() {
        Map<String, Double> totals = new HashMap<>(Map.of(
                TrialProfiler.TASKS, 10.0,
                TrialProfiler.CPU_NANOS, 1000.0,
                CostTotals.DRIVER_CPU_NANOS, 100.0,
                CostTotals.COMPILER_CPU_NANOS, 200.0,
                CostTotals.COLLECTOR_CPU_NANOS, 300.0,
                CostTotals.ALLOCATED_BYTES, 50.0,
                CostTotals.PEAK_THREADS, 7.0));
        assertEquals(
                Map.of(
                        CostMetric.TASKS_CPU_NANOS_PER_TASK, 40.0,
                        CostMetric.DRIVER_CPU_NANOS_PER_TASK, 10.0,
                        CostMetric.COMPILER_CPU_NANOS_PER_TASK, 20.0,
                        CostMetric.COLLECTOR_CPU_NANOS_PER_TASK, 30.0,
                        CostMetric.ALLOCATED_BYTES_PER_TASK, 5.0,
                        CostMetric.THREADS, 7.0),
                CostFigures.of(totals));
    }

    @Test
    void whatCannotBeToldInOneIterationIsToldInNone() {
        Map<String, Double> totals = new HashMap<>();
        totals.put(TrialProfiler.TASKS, 10.0);
        totals.put(TrialProfiler.CPU_NANOS, 1000.0);
        totals.put(CostTotals.DRIVER_CPU_NANOS, 100.0);
        totals.merge(CostTotals.ALLOCATED_BYTES, 50.0, Double::sum);
        totals.merge(CostTotals.ALLOCATED_BYTES, Double.NaN, Double::sum);
        assertEquals(Map.of(CostMetric.DRIVER_CPU_NANOS_PER_TASK, 10.0), CostFigures.of(totals));
        assertEquals(Map.of(), CostFigures.of(Map.of()), "a benchmark that is not the harness's own");
    }
}
