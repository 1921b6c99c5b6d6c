package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.concurrencybench.reports.html.Report;
import org.concurrencybench.reports.html.WrittenReport;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose output folder is on a disk that gets full. */
class FullDiskTest {
    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void aRunThatTheDiskStopsKeepsItsRecordsAndGoesOnWhenThereIsRoom() throws Exception {
        InProcessRun runs = new InProcessRun(folder);
        String plan =
                InProcessRun.SHORT_TRIALS.formatted(7, "\"sequential\"") + "[[workloads]]\nid = \"null\"\ntasks = 8\n";
        try (SmallDisk disk = SmallDisk.mount(folder, 64)) {
            disk.fillUpTo(3);
            RunFailedException stopped = assertThrows(RunFailedException.class, () -> runs.run(plan, "disk/out"));
            assertTrue(
                    stopped.getMessage().contains("to resume: concurrency-bench run --resume --out="),
                    stopped.getMessage());
            RunResults kept = ResultsFile.read(runs.results("disk/out"));
            assertFalse(kept.torn());
            assertNull(kept.end());
            assertTrue(!kept.trials().isEmpty() && kept.trials().size() < 7, kept.trials()::toString);

            disk.makeRoom();
            RunResults all = runs.resume(plan, "disk/out");
            assertEquals(kept.trials(), all.trials().subList(0, kept.trials().size()));
            assertEquals(7, all.trials().size());
        }
    }

    @Test
    void aReportThatDoesNotFitLosesNoRecordAndLeavesNoHalfFile() throws Exception {
        InProcessRun runs = new InProcessRun(folder).report(WrittenReport::write);
        String plan =
                InProcessRun.SHORT_TRIALS.formatted(1, "\"sequential\"") + "[[workloads]]\nid = \"null\"\ntasks = 8\n";
        try (SmallDisk disk = SmallDisk.mount(folder, 128)) {
            disk.fillUpTo(8);
            RunFailedException failed = assertThrows(RunFailedException.class, () -> runs.run(plan, "disk/out"));
            assertTrue(failed.getMessage().startsWith("the report could not be written"), failed.getMessage());
            assertTrue(failed.getMessage().contains("concurrency-bench report"), failed.getMessage());
            RunResults kept = ResultsFile.read(runs.results("disk/out"));
            assertEquals(1, kept.trials().size());
            assertFalse(kept.end() == null);
            try (var files = Files.list(disk.path().resolve("out"))) {
                List<String> names =
                        files.map(file -> file.getFileName().toString()).toList();
                assertTrue(names.stream().noneMatch(name -> name.endsWith(".new")), names::toString);
                assertFalse(names.contains(Report.NAME), names::toString);
            }

            disk.makeRoom();
            WrittenReport.write(disk.path().resolve("out"));
            assertTrue(Files.size(disk.path().resolve("out").resolve(Report.NAME)) > 10_000);
        }
    }
}
