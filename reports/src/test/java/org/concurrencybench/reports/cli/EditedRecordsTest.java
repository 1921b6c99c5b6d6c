package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Records that were edited or joined by hand end in a message that names the line, or in a warning; never in a wrong
 * number.
 */
class EditedRecordsTest {
    private static final int TRIALS = 10;

    @TempDir
    private Path folder;

    private Path good;
    private Path edited;
    private List<String> lines;

    @BeforeEach
    void run() throws IOException {
        good = Files.createDirectories(folder.resolve("good"));
        edited = Files.createDirectories(folder.resolve("edited"));
        SyntheticRun.write(
                new SyntheticRun(1)
                        .rounds(5)
                        .measured(SyntheticRun.cell("primes", "sequential", 1, Shape.STEADY), 1e6)
                        .measured(SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY), 6e5)
                        .results(),
                good.resolve(ResultsFile.NAME));
        lines = new ArrayList<>(Files.readAllLines(good.resolve(ResultsFile.NAME)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | "precision":0.1                | "precision":0       | line 1: the precision is 0.0
            1 | "precision":0.1                | "precision":-1      | line 1: the precision is -1.0
            1 | "precision":0.1                | "precision":2       | line 1: the precision is 2.0
            1 | "precision":0.1                | "precision":"NaN"   | line 1: the precision is NaN
            1 | "budgetSeconds":600.0          | "budgetSeconds":-1  | line 1: the budget is -1.0
            1 | "startedAt"                    | "begunAt"           | line 1: plan, startedAt
            1 | "cells"                        | "cels"              | line 1 is not a record of this suite: a value is missing
            2 | "iterations":[                 | "iterations":[null, | line 2 is not a record of this suite: a value is missing
            2 | "warmup":[                     | "warmup":[null,     | line 2 is not a record of this suite: a value is missing
            2 | "round":1                      | "round":"first"     | line 2 is not a record of this suite
            12 | "wallSeconds":512.5           | "wallSeconds":"NaN" | line 12: the run took NaN seconds
            """)
    void whatWouldMakeAllNumbersWrongIsRefusedByLineAndValue(int line, String text, String other, String message)
            throws IOException {
        edit(line, text, other);
        assertRefused(message);
    }

    @Test
    void aCellThatStandsTwiceInTheHeaderIsRefused() throws IOException {
        String header = lines.getFirst();
        int begin = header.indexOf("\"cells\":[") + "\"cells\":[".length();
        String first = header.substring(begin, header.indexOf("},{", begin) + 1);
        lines.set(0, header.substring(0, begin) + first + "," + header.substring(begin));
        assertRefused("line 1: the cell primes[size=64]/sequential");
    }

    @Test
    void twoRunsInOneFileAreRefused() throws IOException {
        lines.addAll(List.copyOf(lines));
        assertRefused("line 13 is a second header");
    }

    @Test
    void aTrialThatIsThereTwiceCountsOnce() throws IOException {
        lines.addAll(11, List.copyOf(lines.subList(1, 11)));
        assertLeftOut(TRIALS, "line 12", "is in line 2 already");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "iterations":[       | "iterations":[1e304,        | a time per task of 1.0E304 ns
            "iterations":[       | "iterations":[1e-304,       | a time per task of 1.0E-304 ns
            "iterations":[       | "iterations":["Infinity",   | a time per task of Infinity ns
            "warmup":[           | "warmup":[1e304,            | a time per task of 1.0E304 ns
            "seconds":3.0        | "seconds":-3                | it took -3.0 seconds
            "seconds":3.0        | "seconds":"NaN"             | it took NaN seconds
            "iterationSeconds":2.4 | "iterationSeconds":1e300  | 1.0E300 of them for iterations
            "round":1            | "round":0                   | rounds are counted from 1
            "cell":              | "sell":                     | it has no cell
            "figures":{          | "figures":{"anything":1e308, | anything is 1.0E308
            """)
    void aTrialThatNoRunWritesIsLeftOutWithItsLineAndValue(String text, String other, String seen) throws IOException {
        edit(2, text, other);
        assertLeftOut(TRIALS - 1, "line 2", seen);
    }

    @ParameterizedTest
    @CsvSource({"\"NaN\"", "-1", "0"})
    void aTimeThatIsNoneIsLeftOutAsOneThatJmhCouldNotDivide(String nanos) throws IOException {
        edit(2, "\"iterations\":[", "\"iterations\":[" + nanos + ",");
        save();
        Analysis analysis = RunAnalyst.analyse(ResultsFile.read(edited.resolve(ResultsFile.NAME)));
        assertTrue(analysis.warnings().stream().anyMatch(warning -> warning.kind() == Warning.Kind.NO_TIME));
        everyCommandEndsWell();
    }

    @Test
    void aLibraryOfTheSuitesInAUsersJarIsAWarningAndOneThatTheSuiteUsesIsANote() throws IOException {
        String library =
                "{\"name\":\"%s\",\"users\":\"1.23\",\"suites\":\"1.37\",\"usersUsed\":%s,\"why\":\"reasons\"}";
        edit(
                1,
                "\"jars\":[]",
                "\"jars\":[{\"name\":\"own.jar\",\"sha256\":\"00\",\"shared\":[" + library.formatted("jmh-core", false)
                        + "," + library.formatted("asm", true) + "]}]");
        save();
        Analysis analysis = RunAnalyst.analyse(ResultsFile.read(edited.resolve(ResultsFile.NAME)));
        assertEquals(
                List.of(new Warning.Place("own.jar", "its jmh-core 1.23 is not used, but the suite's 1.37: reasons")),
                analysis.warnings().stream()
                        .filter(warning -> warning.kind() == Warning.Kind.LIBRARY_NOT_USED)
                        .findFirst()
                        .orElseThrow()
                        .where());
        assertEquals(
                List.of(new Warning.Place("own.jar", "its asm 1.23 is used, not the suite's 1.37, also for reasons")),
                analysis.notes().stream()
                        .filter(note -> note.kind() == Warning.Kind.LIBRARY_USED_BY_SUITE)
                        .findFirst()
                        .orElseThrow()
                        .where());
        everyCommandEndsWell();
    }

    private void edit(int line, String text, String other) {
        String before = lines.get(line - 1);
        assertTrue(before.contains(text), before);
        lines.set(line - 1, before.replaceFirst(Pattern.quote(text), other));
    }

    private void save() throws IOException {
        Files.write(edited.resolve(ResultsFile.NAME), lines);
    }

    private void assertRefused(String message) throws IOException {
        save();
        for (EndedCommand ended : List.of(
                EndedCommand.of("check", edited.toString()),
                EndedCommand.of("report", edited.toString()),
                EndedCommand.of("compare", good.toString(), edited.toString()))) {
            assertTrue(ended.exit() >= 2, ended::toString);
            assertEquals(1, ended.err().lines().count(), ended::toString);
            assertTrue(ended.err().startsWith("error: "), ended::toString);
            assertTrue(ended.err().contains(edited.resolve(ResultsFile.NAME) + ", " + message), ended::toString);
        }
        // Among earlier runs it is passed over: it must not cost the run that is.
        Path kept = Files.createDirectories(good.resolve("history/20261120-140300"));
        Files.copy(edited.resolve(ResultsFile.NAME), kept.resolve(ResultsFile.NAME));
        assertEquals(0, EndedCommand.of("check", good.toString()).exit());
    }

    private void assertLeftOut(int trials, String line, String seen) throws IOException {
        save();
        Analysis analysis = RunAnalyst.analyse(ResultsFile.read(edited.resolve(ResultsFile.NAME)));
        assertEquals(trials, analysis.measuredTrials());
        Warning warning = analysis.warnings().stream()
                .filter(some -> some.kind() == Warning.Kind.RECORDS_LEFT_OUT)
                .findFirst()
                .orElseThrow();
        Warning.Place place = warning.where().getFirst();
        assertEquals(line, place.id());
        assertTrue(place.seen().contains(seen), place.seen());
        everyCommandEndsWell();
    }

    private void everyCommandEndsWell() {
        for (EndedCommand ended : List.of(
                EndedCommand.of("check", edited.toString()),
                EndedCommand.of("report", edited.toString()),
                EndedCommand.of("compare", good.toString(), edited.toString()))) {
            assertEquals(0, ended.exit(), ended::toString);
            assertFalse(ended.err().contains("\tat "), ended::toString);
        }
    }
}
