package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.concurrencybench.core.api.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
    @TempDir
    private Path parent;

    @Test
    void theSecondTakerIsRefusedUntilTheFirstHasGone() throws Exception {
        Path path = parent.resolve("a/b");
        try (ReportFolder first = ReportFolder.take(path)) {
            UsageException refused = assertThrows(UsageException.class, () -> ReportFolder.take(first.path()));
            assertEquals(
                    "another run is writing to " + path
                            + ": wait for it, or name another folder with bench.out (--out)",
                    refused.getMessage());
        }
        ReportFolder.take(path).close();
    }

    @Test
    void aFileInItsPlaceIsRefused() throws Exception {
        Path file = Files.writeString(parent.resolve("file"), "kept");
        UsageException refused = assertThrows(UsageException.class, () -> ReportFolder.take(file));
        assertTrue(refused.getMessage().contains(file + " is a file"), refused.getMessage());
        assertTrue(refused.getMessage().contains("--out"), refused.getMessage());
        assertEquals("kept", Files.readString(file));
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws Exception {
        Path below = Files.writeString(parent.resolve("file"), "kept").resolve("below");
        UsageException refused = assertThrows(UsageException.class, () -> ReportFolder.take(below));
        assertTrue(refused.getMessage().startsWith("the output folder " + below + " cannot be written"));
        assertTrue(refused.getMessage().contains("--out"), refused.getMessage());
    }

    @Test
    void earlierRunsOfTheSameSecondAreKeptApart() throws Exception {
        try (ReportFolder folder = ReportFolder.take(parent.resolve("out"))) {
            folder.moveEarlierAside();
            for (String run : List.of("first", "second")) {
                Files.writeString(folder.results(), run);
                Files.setLastModifiedTime(folder.results(), java.nio.file.attribute.FileTime.fromMillis(0));
                Files.writeString(folder.path().resolve("index.html"), run);
                folder.moveEarlierAside();
            }
            Path history = folder.path().resolve("history");
            assertEquals("first", Files.readString(history.resolve("19700101-000000/results.jsonl")));
            assertEquals("second", Files.readString(history.resolve("19700101-000000-2/index.html")));
        }
    }
}
