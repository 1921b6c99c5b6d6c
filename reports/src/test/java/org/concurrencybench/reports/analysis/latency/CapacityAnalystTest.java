package org.concurrencybench.reports.analysis.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.CapacityResult;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.VerdictTable;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

class CapacityAnalystTest {
    @Test
    void theHighestRatesAreComparedOverTheTrials() {
        Analysis analysis = RunAnalyst.analyse(new SyntheticLoads()
                .seeking("process-pool", 800)
                .seeking("platform-pool", 1200)
                .seeking("sequential", 0)
                .in(new SyntheticRun(2)));
        CapacityResult result = analysis.capacities().getFirst();
        assertEquals("p99 below 50 ms", result.target());
        CapacityResult.Model best = result.models().getFirst();
        assertEquals("platform-pool", best.name());
        assertNull(best.standing());
        Estimate rate = best.perSecond();
        assertNotNull(rate);
        assertEquals(1200, rate.estimate(), 40);
        assertTrue(rate.lowOrEstimate() < rate.estimate() && rate.estimate() < rate.highOrEstimate());
        CapacityResult.Model lower = result.models().get(1);
        assertEquals(Finding.CLEARLY_SLOWER, lower.standing());
        Estimate ratio = lower.ratio();
        assertNotNull(ratio);
        assertEquals(1.5, ratio.estimate(), 0.1);
        CapacityResult.Model none = result.models().getLast();
        assertNull(none.perSecond());
        assertEquals(6, none.without());
        assertEquals(0, analysis.latencies().size());
        String table = VerdictTable.of(analysis, Path.of("index.html"));
        assertTrue(table.startsWith("http-fetch: tasks per second with p99 below 50 ms\n"), table);
        assertTrue(table.contains("no rate found"), table);
    }
}
