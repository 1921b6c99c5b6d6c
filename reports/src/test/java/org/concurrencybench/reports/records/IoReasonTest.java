package org.concurrencybench.reports.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class IoReasonTest {
    @TempDir
    private Path folder;

    @Test
    void whatTheSystemRefusesIsSaidInWordsWithTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "kept");
        Path nowhere = folder.resolve("nowhere");
        assertEquals(nowhere + ": does not exist", reason(() -> Files.readString(nowhere)));
        assertEquals(file + ": already exists", reason(() -> Files.createDirectory(file)));
        assertEquals(file + ": is not a folder", reason(() -> Files.list(file).close()));
        assertEquals(folder + ": is a folder that is not empty", reason(() -> Files.delete(folder)));
    }

    @Test
    void noMessageNamesAClass() {
        Path nowhere = folder.resolve("nowhere");
        String opened = reason(() -> new FileInputStream(nowhere.toFile()).close());
        assertEquals("cannot be opened: " + nowhere, opened.substring(0, opened.indexOf(" (")));
        assertEquals("the stream is closed", IoReason.of(new IOException("the stream is closed")));
        assertFalse(IoReason.of(new IOException()).contains("java."));
    }

    private static String reason(Executable refused) {
        return IoReason.of(assertThrows(IOException.class, refused));
    }
}
