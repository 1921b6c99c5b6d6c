package org.concurrencybench.reports.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.History;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierRunTest {
    private static final Cell CELL = SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY);
    private static final Cell OTHER = SyntheticRun.cell("sha256", "platform-pool", 2, Shape.STEADY);

    private final RunResults now =
            run(9, "2026-11-22T20:00:00Z").measured(CELL, 1.3e6).results();

    @TempDir
    private Path folder;

    @Test
    void theNewestIsTakenHoweverItsFolderIsCalled() throws IOException {
        keep("20261120-100000-9", run(1, "2026-11-20T10:00:00Z").measured(CELL, 1e6));
        keep("20261120-100000-10", run(2, "2026-11-20T10:00:01Z").measured(CELL, 1.3e6));
        keep("20261119-100000", run(3, "2026-11-19T10:00:00Z").measured(CELL, 1e6));
        assertEquals("history/20261120-100000-10", found().orElseThrow().folder());
    }

    @Test
    void theLineSaysWhichRunWhatBecameOfItAndWhere() throws IOException {
        keep("a", run(1, "2026-11-20T14:03:10Z").measured(CELL, 1e6));
        assertEquals(
                "compared with the run of 2026-11-20 14:03 UTC: 1 cell clearly slower: history/a",
                found().orElseThrow().line());
        keep(
                "b",
                run(1, "2026-11-21T14:03:10Z")
                        .environment(RunHeader.MEMORY, "1 GiB")
                        .measured(CELL, 1e6));
        assertEquals(
                "compared with the run of 2026-11-21 14:03 UTC (memory differs): 1 cell clearly slower: history/b",
                found().orElseThrow().line());
    }

    @Test
    void otherMachinesOtherCellsAndWhatCannotBeReadArePassedOver() throws IOException {
        keep("a", run(1, "2026-11-20T10:00:00Z").measured(CELL, 1e6));
        keep(
                "b",
                run(2, "2026-11-21T10:00:00Z")
                        .environment(RunHeader.PROCESSOR, "Other")
                        .measured(CELL, 1e6));
        keep(
                "c",
                run(3, "2026-11-21T11:00:00Z")
                        .environment(RunHeader.USABLE_CPUS, "4")
                        .measured(CELL, 1e6));
        keep("d", run(4, "2026-11-21T12:00:00Z").measured(OTHER, 1e6));
        keep("e", run(5, "2026-11-21T13:00:00Z").leftOut(CELL, "no", null));
        keep("f", run(6, "2026-11-21T14:00:00Z").rounds(0).measured(CELL, 1e6));
        Path broken = keep("g", run(7, "2026-11-21T15:00:00Z").measured(CELL, 1e6));
        Files.writeString(broken, Files.readAllLines(broken).getFirst() + "\nbroken\nbroken\n");
        Files.writeString(keep("h", run(8, "2026-11-21T16:00:00Z").measured(CELL, 1e6)), "");
        Files.createDirectory(folder.resolve("history/i"));
        Files.writeString(folder.resolve("history/notes.txt"), "a file");
        assertEquals("history/a", found().orElseThrow().folder());
    }

    @Test
    void aRunThatAllowsVerdictsComesBeforeANewerOneOfOneRound() throws IOException {
        keep("quick", run(1, "2026-11-20T10:00:00Z").measured(CELL, 1e6));
        keep("smoke", run(2, "2026-11-21T10:00:00Z").rounds(1).measured(CELL, 1e6));
        assertEquals("history/quick", found().orElseThrow().folder());
        Files.delete(folder.resolve("history/quick").resolve(ResultsFile.NAME));
        EarlierRun smoke = found().orElseThrow();
        assertEquals("history/smoke", smoke.folder());
        assertTrue(smoke.line().contains("1 cell no claim"), smoke.line());
    }

    @Test
    void withoutHistoryThereIsNone() throws IOException {
        assertEquals(Optional.empty(), found());
        Files.createDirectory(folder.resolve(History.FOLDER));
        assertEquals(Optional.empty(), found());
    }

    private Optional<EarlierRun> found() throws IOException {
        return EarlierRun.of(folder, now);
    }

    private Path keep(String name, SyntheticRun run) throws IOException {
        Path results = Files.createDirectories(folder.resolve(History.FOLDER).resolve(name))
                .resolve(ResultsFile.NAME);
        SyntheticRun.write(run.results(), results);
        return results;
    }

    private static SyntheticRun run(int seed, String startedAt) {
        return new SyntheticRun(seed).startedAt(startedAt);
    }
}
