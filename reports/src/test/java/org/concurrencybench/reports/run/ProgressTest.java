package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void aLogHasOneLineARoundAndNothingThatRewritesItself() {
        Progress progress = progress(false);
        progress.now("preparing");
        progress.trial(1, 5, 0, 2, SyntheticRun.cell("sleep", "sequential", 1, Shape.MAKESPAN), 61);
        progress.round(1, 5, 2, 12.4, 3661);
        assertEquals(
                "round 1 of at most 5 done: 2 trials, 0:12 so far, about 1:01:01 left" + System.lineSeparator(),
                printed());
    }

    @Test
    void aTerminalHasALineThatIsRewrittenAndClearedBeforeOneThatStays() {
        Progress progress = progress(true);
        progress.trial(2, 5, 1, 4, SyntheticRun.cell("sleep", "sequential", 1, Shape.MAKESPAN), 61);
        assertTrue(
                printed().startsWith("\rround 2 of at most 5, cell 2 of 4, about 1:01 left: sleep on sequential"),
                printed());
        progress.say("stays");
        assertTrue(printed().endsWith("\r" + " ".repeat(100) + "\rstays" + System.lineSeparator()), printed());
        progress.now("x".repeat(300));
        assertFalse(printed().contains("x".repeat(101)));
    }

    @Test
    void aCauseIsToldOnceWithWhatToDoAndFurtherCellsAreNamed() {
        Progress progress = progress(false);
        String message =
                "task %d: run() threw java.lang.IllegalStateException: no\nWhat to do: correct it.\n\njava.lang…\n    at";
        progress.failed(failed(1, "w/a", message.formatted(3)));
        progress.failed(failed(1, "w/b", message.formatted(17)));
        progress.failed(failed(2, "w/a", message.formatted(4)));
        progress.failed(failed(2, "w/b", message.formatted(5)));
        progress.failed(failed(2, "w/c", message.formatted(5).replace(": no", ": yes")));
        progress.failed(failed(2, "v/a", message.formatted(6))); // of another workload: its number counts
        progress.failed(failed(2, "v/b", message.formatted(3)));
        assertEquals(
                List.of(
                        "w/a failed:",
                        "    task 3: run() threw java.lang.IllegalStateException: no",
                        "    What to do: correct it.",
                        "w/b failed in the same way as w/a",
                        "w/c failed:",
                        "    task 5: run() threw java.lang.IllegalStateException: yes",
                        "    What to do: correct it.",
                        "v/a failed:",
                        "    task 6: run() threw java.lang.IllegalStateException: no",
                        "    What to do: correct it.",
                        "v/b failed in the same way as w/a"),
                printed().lines().toList());
    }

    private static TrialRecord failed(int round, String cell, String message) {
        return new TrialRecord(
                round,
                1,
                cell,
                "2026-11-22T20:00:00Z",
                1,
                1,
                new Failure(Failure.Kind.TASK, message),
                List.of(),
                List.of(),
                Map.of(),
                Map.of());
    }

    @Test
    void aNarrowTerminalHasALineThatFits() {
        Progress progress = new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, () -> 40);
        progress.trial(2, 5, 1, 4, SyntheticRun.cell("sleep", "sequential", 1, Shape.MAKESPAN), 61);
        assertEquals("\r2/5, cell 2/4, 1:01 left: sleep on seq…", printed());
        progress.say("stays");
        assertTrue(printed().endsWith("\r" + " ".repeat(39) + "\rstays" + System.lineSeparator()), printed());
    }

    @Test
    void oneTrialIsOneAndTextsOfUsersDoNotCommandTheTerminal() {
        Progress progress = progress(false);
        progress.round(1, 1, 1, 2, 0);
        progress.say("\u001b[2Jgone\rover");
        assertTrue(printed().contains("done: 1 trial, "), printed());
        assertTrue(printed().contains("?[2Jgone?over"), printed());
    }

    private Progress progress(boolean terminal) {
        return new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
