package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.run.folder.Heartbeat;
import org.junit.jupiter.api.Test;

/** The synthetic run starts at 20:00:00; its two trials start at 20:01:01 and 20:02:01 and take 3 s each. */
class TimeSpentTest {
    private static final Instant START = Instant.parse("2026-11-22T20:00:00Z");
    private static final Instant RESUMED = Instant.parse("2026-11-22T21:00:00Z");

    @Test
    void aRunThatEndedByItselfSaysIt() {
        assertEquals(new TimeSpent(512.5, 0), TimeSpent.of(run().results(), Optional.empty()));
    }

    @Test
    void theTimeUntilTheLastRecordCountsAndThatOfTheLostTrialWhereTheRunWasSeenAlive() {
        RunResults cutOff = run().cutOff().results();
        assertEquals(new TimeSpent(124, 0), TimeSpent.of(cutOff, Optional.empty()));
        assertEquals(new TimeSpent(124, 6), TimeSpent.of(cutOff, seen(START, START.plusSeconds(130))));
        assertEquals(new TimeSpent(124, 0), TimeSpent.of(cutOff, seen(START, START.plusSeconds(123))));
    }

    @Test
    void aSignOfAnotherRunCountsForNothing() {
        RunResults cutOff = run().cutOff().results();
        assertEquals(new TimeSpent(124, 0), TimeSpent.of(cutOff, seen(RESUMED, RESUMED.plusSeconds(130))));
    }

    @Test
    void earlierPartsAddUp() {
        RunResults again = run().cutOff().resumed(130, 600).results();
        assertEquals(new TimeSpent(130, 0), TimeSpent.of(again, Optional.empty()));
        assertEquals(new TimeSpent(130, 20), TimeSpent.of(again, seen(RESUMED, RESUMED.plusSeconds(20))));
    }

    private static SyntheticRun run() {
        return new SyntheticRun(1).rounds(2).measured(SyntheticRun.cell("null", "sequential", 1, Shape.STEADY), 100);
    }

    private static Optional<Heartbeat.Last> seen(Instant part, Instant last) {
        return Optional.of(new Heartbeat.Last(part, last, false));
    }
}
