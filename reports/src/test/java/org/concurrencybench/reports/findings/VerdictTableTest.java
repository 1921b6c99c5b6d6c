package org.concurrencybench.reports.findings;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.experiment.EvidenceNames;
import org.concurrencybench.reports.analysis.RunAnalystTest;
import org.concurrencybench.reports.records.Failure;
import org.junit.jupiter.api.Test;

class VerdictTableTest {
    private static final Path PAGE = Path.of("target", "index.html");

    @Test
    void namesVerdictRatioAndPage() {
        String table = VerdictTable.of(
                RunAnalystTest.analysis(RunAnalystTest.run()
                        .measured(RunAnalystTest.waiting("virtual-threads"), 1e5)
                        .measured(RunAnalystTest.waiting("platform-pool"), 5e5)),
                PAGE);
        assertTrue(
                table.startsWith("sleep             smallest time: virtual-threads; clearly slower: platform-pool"),
                table);
        assertTrue(table.endsWith("Report: " + PAGE + "\n"), table);
    }

    @Test
    void saysWhatIsNotRankedAndWhyInPlaceOfNamingTheOnlyOneLeftTheFastest() {
        String table = VerdictTable.of(
                RunAnalystTest.analysis(RunAnalystTest.run()
                        .measured(RunAnalystTest.computing("sequential", 1), 1e6)
                        .measured(RunAnalystTest.computing("platform-pool", 2), 2e5)),
                PAGE);
        assertTrue(table.startsWith("primes            only sequential can be ranked\n"), table);
        String words = table.replaceAll("\\s+", " ");
        assertTrue(
                words.matches(".*NOT RANKED: platform-pool: speed-up above its CPUs \\(4\\.\\d+-5\\.\\d+x as fast as"
                        + " sequential; 2 CPUs give 2x at most\\).*"),
                table);
        assertFalse(table.contains("smallest time"), table);
    }

    @Test
    void saysWhatWaitingTasksTakeWhereThatWasLookedAt() {
        String table = VerdictTable.of(
                RunAnalystTest.analysis(RunAnalystTest.run()
                        .measured(RunAnalystTest.waiting("virtual-threads"), 1e5, waiting(1_000))
                        .measured(RunAnalystTest.waiting("platform-pool"), 5e5, waiting(20_480))),
                PAGE);
        String words = table.replaceAll("\\s+", " ");
        assertTrue(
                words.contains("cost: memory per waiting task 1000 B (virtual-threads) to 20.0 KiB (platform-pool);"
                        + " memory 300 MiB (platform-pool) to 300 MiB (virtual-threads)"),
                table);
    }

    private static Map<String, Double> waiting(double bytes) {
        return Map.of(
                EvidenceNames.WAITING_BYTES_PER_TASK,
                bytes,
                CostFigure.CPU.key(),
                1e4,
                CostFigure.MEMORY.key(),
                300.0 * (1 << 20));
    }

    @Test
    void isAtMost80ColumnsOfPlainCharactersWhateverTheNames() {
        String table = VerdictTable.of(
                RunAnalystTest.analysis(RunAnalystTest.run()
                        .measured(RunAnalystTest.waiting("\u001b[31mred-" + "long-".repeat(40)), 1e5)
                        .measured(RunAnalystTest.waiting("plätform-pool"), 5e5)
                        .measured(RunAnalystTest.waiting("virtual-threads"), 5e5)
                        .measured(RunAnalystTest.waiting("completable-future"), 7e5)
                        .failing(RunAnalystTest.waiting("event-loop"), 1, Failure.Kind.TASK, "broken", 1)),
                PAGE);
        List<String> lines = table.lines().toList();
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), table);
        assertTrue(table.chars().allMatch(c -> c == '\n' || (c >= 0x20 && c <= 0x7e)), table);
        assertFalse(lines.size() > 6, table);
    }
}
