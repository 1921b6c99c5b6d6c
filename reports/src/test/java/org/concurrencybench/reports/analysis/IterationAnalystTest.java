package org.concurrencybench.reports.analysis;

import static org.concurrencybench.reports.analysis.RunAnalystTest.analysis;
import static org.concurrencybench.reports.analysis.RunAnalystTest.run;
import static org.concurrencybench.reports.analysis.RunAnalystTest.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.concurrencybench.reports.findings.IterationHint;
import org.concurrencybench.reports.findings.VerdictTable;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

class IterationAnalystTest {
    /**
     * Trials of 3 s, 2.4 s of it in 4 + 8 iterations of 0.2 s: a start costs 1.4 s. √(1.4 / 0.2 · 1² / 2²) = 1.3, so 2.
     */
    @Test
    void trialsThatDifferMoreThanTheirIterationsShouldBeShort() {
        IterationHint hint = hint(run().rounds(200).noise(0.02, 0.01));
        assertEquals(8, hint.least());
        assertEquals(2, hint.best());
        assertEquals(1.4, hint.startSeconds(), 1e-9);
        assertEquals(0.2, hint.iterationSeconds(), 1e-9);
        assertEquals(
                "Iterations per trial: 8 were measured, about 2 would be best (a start costs 1.4 s, an iteration 200 ms).",
                hint.text());
    }

    /** √(1.4 / 0.2 · 6² / 1²) = 15.9. */
    @Test
    void iterationsThatDifferMoreThanTrialsShouldBeMany() {
        int best = hint(run().rounds(400).noise(0.01, 0.06)).best();
        assertTrue(best >= 13 && best <= 20, () -> best + " should be about 16");
    }

    @Test
    void withoutVarianceBetweenTrialsThereIsNoNumber() {
        IterationHint hint = hint(run().rounds(3).noise(0, 0.05));
        assertNull(hint.best());
        assertEquals("Iterations per trial: 8 were measured; no variance between trials seen.", hint.text());
    }

    @Test
    void oneTrialGivesNoHint() {
        assertNull(analysis(run().rounds(1).measured(waiting("platform-pool"), 1e6))
                .experiments()
                .getFirst()
                .iterationHint());
    }

    @Test
    void theEndOfARunNamesTheBestOnOneLine() {
        String with = table(run().noise(0.05, 0.01));
        assertTrue(with.contains("\nbest iterations   sleep 1 (had 8)\n"), with);
        assertFalse(table(run().rounds(3).noise(0, 0.05)).contains("best iterations"));
    }

    private static String table(SyntheticRun run) {
        return VerdictTable.of(analysis(run.measured(waiting("platform-pool"), 1e6)), Path.of("page"));
    }

    /** Pooled over two cells whose times differ by far. */
    private static IterationHint hint(SyntheticRun run) {
        IterationHint hint = analysis(
                        run.measured(waiting("platform-pool"), 1e6).measured(waiting("virtual-threads"), 1e9))
                .experiments()
                .getFirst()
                .iterationHint();
        assertNotNull(hint);
        return hint;
    }
}
