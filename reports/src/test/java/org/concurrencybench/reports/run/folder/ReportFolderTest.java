package org.concurrencybench.reports.run.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.concurrencybench.core.api.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "index.html",
                "analysis.json",
                "summary.csv",
                "results.csv",
                "latencies.csv",
                "capacities.csv",
                "prices.csv",
                "jmh-result.json",
                "results.jsonl"
            })
    void aFolderWithSomebodyElsesFileOfThatNameIsRefusedAndNotTouched(String name) throws Exception {
        Path path = Files.createDirectory(parent.resolve("site"));
        Path file = Files.writeString(path.resolve(name), "{\"mine\": 1}\n");
        UsageException refused = assertThrows(UsageException.class, () -> ReportFolder.take(path));
        assertTrue(
                refused.getMessage().contains("has a file " + name + " that does not belong to a run"),
                refused.getMessage());
        assertEquals("{\"mine\": 1}\n", Files.readString(file));
        try (var files = Files.list(path)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"line\":\"hea",
                "{\"line\":\"header\",\"schema\":1}\n",
                "{ \"schema\": 3, \"line\": \"header\" }"
            })
    void aRunsFolderIsTakenHoweverItsRunEnded(String records) throws Exception {
        Path path = Files.createDirectory(parent.resolve("run"));
        Files.writeString(path.resolve("results.jsonl"), records);
        Files.writeString(path.resolve("index.html"), "page");
        ReportFolder.take(path).close();
    }

    @Test
    void otherFilesBesideAreNobodysBusiness() throws Exception {
        Path path = Files.createDirectory(parent.resolve("work"));
        Files.writeString(path.resolve("notes.txt"), "kept");
        ReportFolder.take(path).close();
        assertEquals("kept", Files.readString(path.resolve("notes.txt")));
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
