package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareCommandTest {
    private static final Cell CELL = SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY);

    @TempDir
    private Path folder;

    private Path old;
    private Path same;
    private Path slower;

    @BeforeEach
    void runs() throws IOException {
        old = keep("old", run(1).measured(CELL, 1e6));
        same = keep("same", run(2).measured(CELL, 1e6));
        slower = keep("slower", run(3).measured(CELL, 1.3e6));
    }

    @Test
    void aRegressionFailsOnlyWhenAskedTo() {
        EndedCommand plain = compare(old, slower);
        assertEquals(0, plain.exit(), plain::toString);
        assertTrue(plain.out().endsWith("1 cell clearly slower\n"), plain::toString);
        assertEquals(1, compare(old, slower, "--fail-on-regression").exit());
        assertEquals(0, compare(old, same, "--fail-on-regression").exit());
        assertEquals(0, compare(slower, old, "--fail-on-regression").exit(), "faster");
        assertEquals(
                0,
                compare(old, slower, "--fail-on-regression", "--precision=100%").exit());
    }

    @Test
    void aCellThatFailedIsNoRegression() throws IOException {
        Path failed = keep("failed", run(4).failing(CELL, 9e6, Failure.Kind.TIMEOUT, "took longer than 30 s", 1));
        EndedCommand ended = compare(old, failed, "--fail-on-regression");
        assertEquals(0, ended.exit(), ended::toString);
        assertTrue(ended.out().contains("NEW: 8 of 8 trials failed: TIMEOUT: took longer than 30 s"), ended::toString);
    }

    @Test
    void aFolderAndItsRecordsAreTheSameRun() {
        assertEquals(compare(old, slower), compare(old.resolve(ResultsFile.NAME), slower.resolve(ResultsFile.NAME)));
    }

    @Test
    void anotherMachineIsRefusedUnlessAskedForAnyway() throws IOException {
        for (String entry : List.of(RunHeader.PROCESSOR, RunHeader.USABLE_CPUS)) {
            Path other = keep("other", run(5).environment(entry, "64").measured(CELL, 1.3e6));
            assertRefused(compare(old, other, "--fail-on-regression"), entry + " differs: ", "--anyway");
            EndedCommand anyway = compare(old, other, "--anyway", "--fail-on-regression");
            assertEquals(1, anyway.exit(), anyway::toString);
            assertTrue(anyway.out().contains("! The differences may come from the machine"), anyway::toString);
            assertTrue(anyway.out().contains(entry + " differs: "), anyway::toString);
        }
    }

    @Test
    void moreLoadAndLessFreeMemoryDoNotCount() throws IOException {
        Path busy = keep(
                "busy",
                run(6).environment("load at the start", "7.5")
                        .environment("memory free at the start", "0.1 GiB")
                        .measured(CELL, 1e6));
        EndedCommand ended = compare(old, busy);
        assertEquals(0, ended.exit(), ended::toString);
        assertFalse(ended.out().contains("!"), ended::toString);
    }

    @Test
    void whatIsNoRunIsRefusedInOneMessage() throws IOException {
        Path nowhere = folder.resolve("nowhere");
        assertRefused(compare(old, nowhere), "there is no run at " + nowhere);
        assertRefused(compare(folder, old), "there is no run at " + folder);
        Path text = Files.writeString(folder.resolve("text"), "not a record\n");
        assertRefused(compare(text, old), "nothing but the beginning of a header");
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, 0, 1});
        assertRefused(compare(old, bytes), "nothing but the beginning of a header");
        Path empty = Files.createFile(folder.resolve("empty"));
        assertRefused(compare(old, empty), "is empty");
        List<String> lines = new ArrayList<>(Files.readAllLines(slower.resolve(ResultsFile.NAME)));
        lines.set(3, lines.get(3).substring(1));
        assertRefused(compare(old, Files.write(folder.resolve("torn"), lines)), "line 4 is not a record");
    }

    @Test
    void runsWithoutACommonCellAreRefused() throws IOException {
        Cell other = SyntheticRun.cell("sha256", "platform-pool", 2, Shape.STEADY);
        assertRefused(
                compare(old, keep("other", run(5).measured(other, 1e6))),
                "no cell in common; OLD measured " + CELL.id() + " and NEW " + other.id());
    }

    @Test
    void whatCannotBeAskedForIsRefused() {
        assertRefused(compare(old, same, "--precision=0%"), "above 0% and at most 100%, not 0%");
        assertRefused(compare(old, same, "--precision=much"), "'much'");
        assertRefused(compare(old, same, "--html=" + folder.resolve("no/such/page.html")), "cannot be written");
        assertRefused(compare(old, same, "--html=" + old), "cannot be written");
        assertEquals(2, EndedCommand.of("compare", old.toString()).exit());
        assertEquals(2, compare(old, same, "--fail").exit());
    }

    @Test
    void pageAndAnalysisAreWrittenAsWholeFiles() throws IOException {
        Path page = folder.resolve("page.html");
        Path json = folder.resolve("comparison.json");
        assertEquals(0, compare(old, slower, "--html=" + page, "--json=" + json).exit());
        assertTrue(Files.readString(page).contains("clearly slower"));
        JsonNode change = JsonMapper.shared()
                .readTree(Files.readString(json))
                .get("changes")
                .get(0);
        assertEquals(CELL.id(), change.get("cell").asString());
        assertEquals("CLEARLY_SLOWER", change.get("finding").asString());
        try (var files = Files.list(folder)) {
            assertEquals(5, files.count(), "no temporary file stays behind");
        }
    }

    @Test
    void checkEndsWithTheEarlierRunOfTheFolder() throws IOException {
        EndedCommand without = EndedCommand.of("check", slower.toString());
        assertTrue(without.out().endsWith("index.html\n"), without::toString);
        Path earlier = Files.createDirectories(slower.resolve("history/20261120-140300"));
        SyntheticRun.write(
                run(1).startedAt("2026-11-20T14:03:00Z").measured(CELL, 1e6).results(),
                earlier.resolve(ResultsFile.NAME));
        EndedCommand with = EndedCommand.of("check", slower.toString());
        assertEquals(0, with.exit(), with::toString);
        assertEquals(
                without.out() + "compared with the run of 2026-11-20 14:03 UTC: 1 cell clearly slower:"
                        + " history/20261120-140300\n",
                with.out());
    }

    private static void assertRefused(EndedCommand ended, String... parts) {
        assertEquals(2, ended.exit(), ended::toString);
        assertEquals("", ended.out());
        assertTrue(ended.err().startsWith("error: "), ended::toString);
        assertEquals(1, ended.err().lines().count(), ended::toString);
        for (String part : parts) {
            assertTrue(ended.err().contains(part), ended::toString);
        }
    }

    private Path keep(String name, SyntheticRun run) throws IOException {
        Path report = Files.createDirectories(folder.resolve(name));
        SyntheticRun.write(run.results(), report.resolve(ResultsFile.NAME));
        return report;
    }

    private static SyntheticRun run(int seed) {
        return new SyntheticRun(seed).startedAt("2026-11-22T20:0%d:00Z".formatted(seed));
    }

    private static EndedCommand compare(Path old, Path fresh, String... options) {
        List<String> arguments = new ArrayList<>(List.of("compare", old.toString(), fresh.toString()));
        arguments.addAll(List.of(options));
        return EndedCommand.of(arguments.toArray(String[]::new));
    }
}
