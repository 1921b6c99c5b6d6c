package org.concurrencybench.reports.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.reports.findings.SelfCheck;
import org.concurrencybench.reports.findings.VerdictTable;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

class SelfCheckAnalystTest {
    @Test
    void whatIsTheSameAndWhatWasPlantedIsCounted() {
        SyntheticRun run = new SyntheticRun(7).noise(0.01, 0.005);
        triple(run, "1", 1000, 1000, 1150); // right
        triple(run, "2", 1000, 1300, 1000); // one false claim, the planted difference is not there
        triple(run, "3", 1000, 1000, 800); // called faster the wrong way round
        SelfCheck check = RunAnalyst.analyse(run.results()).selfCheck();
        assertEquals(new SelfCheck(3, 1, 3, 1, 1, 15), check);
        String table = VerdictTable.of(RunAnalyst.analyse(run.results()), Path.of("index.html"));
        assertTrue(
                table.contains("1 of 3 identical pairs was wrongly reported as different")
                        && table.contains(
                                "1 of 3 planted differences (15 % or more) was found, 1 in the wrong direction"),
                table);
    }

    @Test
    void pairsWithoutVerdictsAreNotCounted() {
        SyntheticRun run = new SyntheticRun(7).rounds(4);
        triple(run, "1", 1000, 1000, 1150);
        assertEquals(
                new SelfCheck(0, 0, 0, 0, 0, 0),
                RunAnalyst.analyse(run.results()).selfCheck());
    }

    @Test
    void aRunWithoutTwinsHasNone() {
        SyntheticRun run = new SyntheticRun(7)
                .measured(SyntheticRun.cell("sha256", "sequential", 1, Shape.STEADY), 1000)
                .measured(SyntheticRun.cell("sha256", "platform-pool", 2, Shape.STEADY), 1000);
        assertNull(RunAnalyst.analyse(run.results()).selfCheck());
    }

    private static void triple(SyntheticRun run, String size, double model, double again, double more) {
        run.measured(cell(size, "sequential", Map.of()), model);
        run.measured(cell(size, "twin", Map.of("of", "sequential")), again);
        run.measured(cell(size, "twin", Map.of("of", "sequential", "more", "15")), more);
    }

    private static Cell cell(String size, String model, Map<String, String> settings) {
        return new Cell(
                "sha256",
                Map.of("size", size),
                model,
                ModelFamily.THREADS,
                settings,
                2,
                1,
                Shape.STEADY,
                List.of(Role.COMPARED),
                settings.isEmpty() ? "" : settings.toString(),
                "",
                256,
                "");
    }
}
