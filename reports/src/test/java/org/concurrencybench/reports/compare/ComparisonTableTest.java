package org.concurrencybench.reports.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {
    @Test
    void namesBothRunsEveryDoubtEveryCellAndWhatNobodyCanKnow() {
        String table = table("virtual-threads");
        List<String> lines = table.lines().toList();
        assertEquals("OLD  2026-11-22 20:00 UTC, plan quick, 16 trials, Temurin 25+36", lines.getFirst());
        assertTrue(table.contains(
                "! The differences may come from the machine, not the code:\n!   memory differs: 24 GiB in OLD"));
        assertTrue(
                table.contains(
                        "NEW is, with 95 % intervals and +-10 % as the difference that matters:\n  clearly slower  "),
                table);
        assertTrue(
                table.matches("(?s).*  clearly slower          1\\.\\d+-1\\.\\d+x +sleep: virtual-threads\n.*"), table);
        assertTrue(table.contains("Only in OLD:\n  sleep[size=64]/platform-pool"), table);
        assertTrue(table.contains("The two runs were not interleaved"), table);
        assertEquals("1 cell clearly slower", lines.getLast());
    }

    @Test
    void isPlainTextWhateverTheNames() {
        String table = table("\u001b[31mrôt");
        assertTrue(table.chars().allMatch(c -> c == '\n' || (c >= 0x20 && c <= 0x7e)), table);
    }

    private static String table(String model) {
        var old = new SyntheticRun(1)
                .measured(SyntheticRun.cell("sleep", model, 32, Shape.MAKESPAN), 1e5)
                .measured(SyntheticRun.cell("sleep", "platform-pool", 32, Shape.MAKESPAN), 1e5);
        var fresh = new SyntheticRun(2)
                .environment(RunHeader.MEMORY, "12 GiB")
                .measured(SyntheticRun.cell("sleep", model, 32, Shape.MAKESPAN), 1.3e5);
        return ComparisonTable.of(RunComparison.of(old.results(), fresh.results()));
    }
}
