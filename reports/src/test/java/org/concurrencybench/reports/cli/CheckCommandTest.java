package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckCommandTest {
    private static final Cell CELL = SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY);
    private static final Cell OTHER = SyntheticRun.cell("primes", "virtual-threads", 2, Shape.STEADY);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            value = RunEnd.Reason.class,
            names = {"SETTLED", "ROUNDS", "BUDGET"})
    void aRunThatCameToItsEndIsComplete(RunEnd.Reason reason) throws Exception {
        EndedCommand ended = check(measured(), new RunEnd(reason, 60, Map.of(), null));
        assertEquals(0, ended.exit(), ended::toString);
        assertTrue(ended.out().contains("The run is complete: "), ended::toString);
        assertFalse(ended.out().contains("--resume"), ended::toString);
    }

    @Test
    void anInterruptedRunStoppedEarlyAndSaysHowItGoesOn() throws Exception {
        EndedCommand ended = check(measured(), new RunEnd(RunEnd.Reason.INTERRUPTED, 60, Map.of(), null));
        assertEquals(3, ended.exit(), ended::toString);
        assertTrue(ended.out().contains("The run stopped early: it was interrupted."), ended::toString);
        assertTrue(ended.out().contains("concurrency-bench run --resume --out=" + folder), ended::toString);
        assertTrue(ended.out().contains("-Dbench.resume=true -Dbench.out=" + folder), ended::toString);
        assertFalse(ended.out().contains("budget"), ended::toString);
    }

    @Test
    void aRunThatWasCutOffStoppedEarly() throws Exception {
        EndedCommand ended = check(measured(), null);
        assertEquals(3, ended.exit(), ended::toString);
        assertTrue(ended.out().contains("it was cut off before its end"), ended::toString);
    }

    @Test
    void cellsThatItDidNotReachAreNotFailures() throws Exception {
        RunResults all = measured();
        RunResults some = with(
                all,
                all.trials().stream()
                        .filter(trial -> trial.cell().equals(CELL.id()))
                        .toList());
        EndedCommand ended = check(some, null);
        assertEquals(3, ended.exit(), ended::toString);
        assertTrue(ended.out().contains(OTHER.id() + ": the run ended before its first trial"), ended::toString);
    }

    @Test
    void aBudgetThatEndedBeforeTheLeastRoundsIsNoSuccessAndAsksForMore() throws Exception {
        EndedCommand ended =
                check(measured(), new RunEnd(RunEnd.Reason.BUDGET, 60, Map.of(), null, Map.of("primes[size=64]", 2)));
        assertEquals(3, ended.exit(), ended::toString);
        assertTrue(ended.out().contains("its budget ended before the least"), ended::toString);
        assertTrue(ended.out().contains("primes[size=64] (2 rounds)"), ended::toString);
        assertTrue(ended.out().contains("--budget=TIME"), ended::toString);
    }

    @Test
    void aFailureIsOneHoweverTheRunEnded() throws Exception {
        RunResults failed = run().measured(CELL, 1e6)
                .failing(OTHER, 2e6, Failure.Kind.TASK, "IllegalStateException: no", 2)
                .results();
        for (RunEnd end : new RunEnd[] {null, new RunEnd(RunEnd.Reason.INTERRUPTED, 60, Map.of(), null)}) {
            EndedCommand ended = check(failed, end);
            assertEquals(1, ended.exit(), ended::toString);
        }
    }

    @Test
    void aCauseDoesNotCommandTheTerminal() throws Exception {
        RunResults failed = run().measured(CELL, 1e6)
                .failing(OTHER, 2e6, Failure.Kind.TASK, "IllegalStateException: \u001b[2J\u202eno", 2)
                .results();
        EndedCommand ended = check(failed, null);
        assertTrue(ended.out().contains("IllegalStateException: ?[2J?no"), ended::toString);
        assertFalse(ended.out().contains("\u001b"), ended::toString);
    }

    @Test
    void warningsStandWithTheVerdictsInLinesThatFit() throws Exception {
        RunResults few =
                run().rounds(2).measured(CELL, 1e6).measured(OTHER, 2e6).results();
        EndedCommand ended = check(few, new RunEnd(RunEnd.Reason.ROUNDS, 60, Map.of(), null));
        List<String> lines = ended.out().lines().toList();
        int warning = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("warning: "))
                .findFirst()
                .orElse("none"));
        int verdict = lines.indexOf(lines.stream()
                .filter(line -> line.contains("smallest time"))
                .findFirst()
                .orElse("none"));
        assertTrue(warning >= 0 && warning < verdict, ended::toString);
        lines.stream()
                .filter(line -> line.startsWith("warning: "))
                .forEach(line -> assertTrue(line.length() <= 80, line));
    }

    private static SyntheticRun run() {
        return new SyntheticRun(1);
    }

    private static RunResults measured() {
        return run().measured(CELL, 1e6).measured(OTHER, 2e6).results();
    }

    private static RunResults with(RunResults run, List<TrialRecord> trials) {
        return new RunResults(run.header(), trials, run.resumptions(), run.end(), false, List.of());
    }

    private EndedCommand check(RunResults run, RunEnd end) throws Exception {
        StringBuilder text = new StringBuilder(ResultsFile.line(run.header()));
        run.trials().forEach(trial -> text.append(ResultsFile.line(trial)));
        if (end != null) {
            text.append(ResultsFile.line(end));
        }
        Files.writeString(folder.resolve(ResultsFile.NAME), text);
        return EndedCommand.of("check", folder.toString());
    }
}
