package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.RunEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundsTest {
    private static final String[] THREE = {"a", "b", "c"};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {1, 5, 6, 17, 29, 47, 60, 61.5, 79.9})
    void everyWorkloadHasOnlyWholeRoundsAndTheBudgetIsNotOverdrawn(double budget) throws Exception {
        FakeRun run = new FakeRun(5, 8, budget)
                .workload("one", 1, THREE)
                .workload("two", 2, THREE)
                .workload("half", 0.5, "a", "b")
                .unsettled("one")
                .unsettled("two")
                .unsettled("half");
        RunEnd.Reason reason = run.run(folder);
        int rounds = run.wholeRounds("one") + run.wholeRounds("two") + run.wholeRounds("half");
        assertTrue(rounds > 0, "nothing was measured");
        assertTrue(run.seconds() <= budget, "took " + run.seconds());
        assertEquals(RunEnd.Reason.BUDGET, reason);
        assertTrue(budget - run.seconds() < 6, "any round would have fitted into " + (budget - run.seconds()));
    }

    @Test
    void aCheaperRoundRunsWhereADearerOneDoesNotFit() throws Exception {
        FakeRun run = new FakeRun(1, 8, 20)
                .workload("dear", 5, THREE)
                .workload("cheap", 0.5, THREE)
                .unsettled("dear")
                .unsettled("cheap");
        run.run(folder);
        assertEquals(1, run.wholeRounds("dear"));
        assertEquals(3, run.wholeRounds("cheap"));
    }

    @Test
    void someGetTheirLeastRoundsWhereNotAllCanAndThisIsSaid() throws Exception {
        // A round of all takes 19.5 s: 3 of them fit, or 5 of two workloads and 2 of the third.
        FakeRun run = new FakeRun(5, 5, 75)
                .workload("first", 2, THREE)
                .workload("second", 2, THREE)
                .workload("third", 2.5, THREE);
        assertEquals(RunEnd.Reason.BUDGET, run.run(folder));
        assertEquals(5, run.wholeRounds("first"));
        assertEquals(5, run.wholeRounds("second"));
        assertEquals(2, run.wholeRounds("third"));
        assertEquals(Map.of("third[size=64]", 2), run.belowLeast());
        assertTrue(
                run.text()
                        .contains("warning: the budget is enough for verdicts (5 rounds) on 2 of 3 workloads;"
                                + " left with fewer rounds: third[size=64]; raise bench.budget (--budget) to 2m"),
                run.text());
    }

    @Test
    void firstRoundsOfTheOthersDoNotCostTheOnlyVerdict() throws Exception {
        // A round of all takes 19.5 s, and the least rounds of the cheapest 30 s.
        FakeRun run = new FakeRun(5, 5, 40)
                .workload("first", 2, THREE)
                .workload("second", 2.1, THREE)
                .workload("third", 2.4, THREE);
        assertEquals(RunEnd.Reason.BUDGET, run.run(folder));
        assertEquals(5, run.wholeRounds("first"));
        assertEquals(1, run.wholeRounds("second"));
        assertEquals(0, run.wholeRounds("third"));
    }

    @Test
    void whereNoVerdictFitsEveryWorkloadHasItsFirstRound() throws Exception {
        FakeRun run = new FakeRun(5, 5, 25)
                .workload("first", 2, THREE)
                .workload("second", 2.1, THREE)
                .workload("third", 2.4, THREE);
        assertEquals(RunEnd.Reason.BUDGET, run.run(folder));
        assertEquals(1, run.wholeRounds("first"));
        assertEquals(1, run.wholeRounds("second"));
        assertEquals(1, run.wholeRounds("third"));
        assertTrue(run.text().contains("too short for verdicts (5 rounds) on any of 3 workloads"), run.text());
    }

    @Test
    void whatTrialsReallyTakeDecidesAndNotWhatWasExpected() throws Exception {
        FakeRun run = new FakeRun(5, 5, 58).workload("quick", 2, 1, 5, THREE).workload("slow", 1, 3, 5, THREE);
        run.run(folder);
        assertEquals(5, run.wholeRounds("quick"));
        assertEquals(4, run.wholeRounds("slow")); // what was left after the verdicts of the other
        int said = run.text().indexOf("on 1 of 2 workloads; left with fewer rounds: slow[size=64] (1 so far)");
        assertTrue(said > run.text().indexOf("round 1 of at most 5 done"), run.text());
        assertTrue(said < run.text().indexOf("round 2 of at most 5 done"), run.text());
    }

    @Test
    void aWorkloadThatWaitedCatchesUpWhenTrialsTurnOutToBeShorter() throws Exception {
        // The first trials took long, as those do that make class archives.
        FakeRun run = new FakeRun(5, 5, 45).workload("one", 3, 1, 5, THREE).workload("two", 3.5, 1, 5, THREE);
        assertEquals(RunEnd.Reason.SETTLED, run.run(folder));
        assertEquals(5, run.wholeRounds("one"));
        assertEquals(5, run.wholeRounds("two"));
        assertTrue(run.text().contains("the budget is enough for verdicts (5 rounds) on every workload"), run.text());
    }

    @Test
    void roundsOfDifferentWorkloadsAreInterleavedWhileAllAreMeasured() throws Exception {
        FakeRun run = new FakeRun(5, 5, 500).workload("one", 1, THREE).workload("two", 2, THREE);
        assertEquals(RunEnd.Reason.SETTLED, run.run(folder));
        List<String> blocks = run.blocks();
        assertEquals(10, blocks.size());
        for (int round = 1; round <= 5; round++) {
            assertEquals(
                    new HashSet<>(List.of("one " + round, "two " + round)),
                    new HashSet<>(blocks.subList(2 * round - 2, 2 * round)));
        }
        assertFalse(run.text().contains("warning"), run.text());
    }

    @Test
    void furtherRoundsGoToWhatIsNotSettled() throws Exception {
        FakeRun run = new FakeRun(5, 9, 500)
                .workload("settled", 1, THREE)
                .workload("open", 1, THREE)
                .unsettled("open");
        assertEquals(RunEnd.Reason.ROUNDS, run.run(folder));
        assertEquals(5, run.wholeRounds("settled"));
        assertEquals(9, run.wholeRounds("open"));
    }

    @Test
    void furtherRoundsCostNobodyItsLeastOnes() throws Exception {
        // After 5 rounds of the cheap one there is time for its further rounds or for the dear one's least, not for
        // both.
        FakeRun run = new FakeRun(5, 50, 100)
                .workload("cheap", 1, THREE)
                .workload("dear", 5, THREE)
                .unsettled("cheap")
                .unsettled("dear");
        run.run(folder);
        assertEquals(5, run.wholeRounds("dear"));
        assertEquals(8, run.wholeRounds("cheap"));
    }

    @Test
    void aWorkloadWithARoundBoundOfItsOwnIsCompleteWithThat() throws Exception {
        FakeRun run = new FakeRun(5, 8, 500)
                .workload("short", 1, 1, 3, THREE)
                .workload("long", 1, 1, 8, THREE)
                .unsettled("long");
        assertEquals(RunEnd.Reason.ROUNDS, run.run(folder));
        assertEquals(3, run.wholeRounds("short"));
        assertEquals(8, run.wholeRounds("long"));
        assertFalse(run.text().contains("warning"), run.text());
    }

    @Test
    void aRoundThatHasBegunEndsWholeWhenItTakesALittleLonger() throws Exception {
        FakeRun run = new FakeRun(1, 1, 3).workload("one", 1, 1.2, 1, THREE);
        assertEquals(RunEnd.Reason.ROUNDS, run.run(folder));
        assertEquals(1, run.wholeRounds("one"));
    }

    @Test
    void aTrialThatHangsWhenTheBudgetEndsIsEndedSoonAndNotItsFailure() throws Exception {
        FakeRun run = new FakeRun(1, 1, 5).workload("one", 1, THREE).taking("one", "b", 1000);
        assertEquals(RunEnd.Reason.BUDGET, run.run(folder));
        assertTrue(run.seconds() <= 5 + 2, "took " + run.seconds());
        assertFalse(run.text().contains("failed"), run.text());
    }

    @Test
    void aCellThatFailsTwiceOrHangsOnceLeavesTheRoundsToTheOthers() throws Exception {
        FakeRun run = new FakeRun(5, 5, 500)
                .workload("one", 1, THREE)
                .failing("one", "a", Failure.Kind.TASK)
                .failing("one", "b", Failure.Kind.TIMEOUT);
        run.run(folder);
        assertEquals(2, run.keys().stream().filter(key -> key.contains("/a[")).count());
        assertEquals(1, run.keys().stream().filter(key -> key.contains("/b[")).count());
        assertEquals(5, run.keys().stream().filter(key -> key.contains("/c[")).count());
    }

    @ParameterizedTest
    @ValueSource(doubles = {500, 100, 75, 40})
    void aRunKilledAnywhereGoesOnAsIfItHadNotBeen(double budget) throws Exception {
        FakeRun whole = three(budget);
        RunEnd.Reason reason = whole.run(folder);
        for (int trials = 0; trials < whole.keys().size(); trials++) {
            FakeRun killed = three(budget).killedAfter(trials);
            assertThrows(FakeRun.KilledException.class, () -> killed.run(folder));
            FakeRun again = three(budget).goingOn(killed);
            assertEquals(reason, again.run(folder), "killed after " + trials);
            assertEquals(whole.keys(), again.keys(), "killed after " + trials);
        }
    }

    @Test
    void aRaisedBudgetCompletesWhatWasLeft() throws Exception {
        FakeRun cut = three(75);
        assertEquals(RunEnd.Reason.BUDGET, cut.run(folder));
        FakeRun raised = three(500).goingOn(cut);
        assertEquals(RunEnd.Reason.ROUNDS, raised.run(folder));
        assertEquals(new HashSet<>(finished().keys()), new HashSet<>(raised.keys()));
    }

    private FakeRun finished() throws Exception {
        FakeRun run = three(500);
        run.run(folder);
        return run;
    }

    private static FakeRun three(double budget) {
        return new FakeRun(5, 7, budget)
                .workload("first", 2, THREE)
                .workload("second", 2, THREE)
                .workload("third", 2.5, THREE)
                .unsettled("second")
                .unsettled("third");
    }
}
