package org.concurrencybench.reports.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.analysis.RunAnalystTest;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

class SummaryCsvTest {
    private static final RunResults RUN = RunAnalystTest.run()
            .measured(RunAnalystTest.waiting("virtual-threads"), 1e5)
            .measured(RunAnalystTest.waiting("platform-pool"), 5e5)
            .measured(
                    SyntheticRun.cell(
                            "sleep", "virtual-threads", Settings.UNBOUNDED, Shape.MAKESPAN, Role.BESIDE, "unbounded"),
                    2e4)
            .failing(RunAnalystTest.waiting("event-loop"), 1, Failure.Kind.TASK, "broken", 1)
            .leftOut(SyntheticRun.cell("sleep", "sequential", 1, Shape.MAKESPAN), "too long", 1e6)
            .results();

    private static List<Map<String, String>> rows() {
        List<String[]> lines = SummaryCsv.write(RUN, RunAnalyst.analyse(RUN))
                .lines()
                .map(line -> line.replaceAll("\"[^\"]*\"", "quoted").split(",", -1))
                .toList();
        return lines.stream()
                .skip(1)
                .map(fields -> {
                    assertEquals(lines.getFirst().length, fields.length);
                    Map<String, String> row = new HashMap<>();
                    for (int i = 0; i < fields.length; i++) {
                        row.put(lines.getFirst()[i], fields[i]);
                    }
                    return row;
                })
                .collect(Collectors.toList());
    }

    @Test
    void everyPlannedCellIsARowWithItsBudgetItsEstimateAndItsVerdict() {
        List<Map<String, String>> rows = rows();
        assertEquals(
                List.of("measured", "measured", "measured", "failed", "computed"),
                rows.stream().map(row -> row.get("status")).toList());
        CellResult pool =
                RunAnalyst.analyse(RUN).experiments().getFirst().ranked().get(1);
        Map<String, String> row = rows.get(1);
        assertEquals("platform-pool", row.get("model"));
        assertEquals("2", row.get("cpus"));
        assertEquals("32", row.get("concurrency"));
        assertEquals("64", row.get("parameter_size"));
        assertEquals("compared", row.get("roles"));
        assertEquals("8", row.get("trials"));
        assertEquals(Double.toString(pool.nanosPerTask().estimate()), row.get("nanos_per_task"));
        assertEquals(Double.toString(pool.timeRatio().low()), row.get("time_ratio_low"));
        assertEquals("2", row.get("best_rank"));
        assertEquals("clearly slower", row.get("verdict"));
        assertEquals("reference", rows.getFirst().get("verdict"));
    }

    @Test
    void whatACellDoesNotHaveIsEmpty() {
        List<Map<String, String>> rows = rows();
        assertEquals("unbounded", rows.get(2).get("concurrency"));
        assertEquals("", rows.get(2).get("verdict"));
        assertEquals("", rows.get(2).get("best_rank"));
        assertTrue(!rows.get(2).get("time_ratio").isEmpty());
        assertEquals("", rows.get(3).get("nanos_per_task"));
        assertEquals("8", rows.get(3).get("failed_trials"));
        assertEquals("1000000.0", rows.get(4).get("nanos_per_task"));
        assertEquals("", rows.get(4).get("nanos_low"));
    }
}
