package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.concurrencybench.core.api.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReadTest {
    private static final Map<String, String> DIRECT = Map.of("size", "1", "access", "direct");

    @TempDir
    Path directory;

    private Path file() throws IOException {
        try (var files = Files.list(directory)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void theFileHasItsSizeAndItsFolderNeedsNoSimpleName() throws Exception {
        directory = Files.createDirectory(directory.resolve("run 1 of ü"));
        try (OpenWorkload<?, ?> open = OpenWorkload.of("file-read", Map.of("size", "3"), directory)) {
            assertEquals(3 << 20, Files.size(file()));
            assertEquals(open.workload().expected(9).orElseThrow(), open.digest(9));
        }
    }

    @Test
    void aTaskReadsWhatTheFileHolds() throws Exception {
        try (OpenWorkload<?, ?> open = OpenWorkload.of("file-read", Map.of("size", "1"), directory)) {
            long digest = open.digest(0);
            try (RandomAccessFile changed = new RandomAccessFile(file().toFile(), "rw")) {
                for (long block = 0; block < changed.length(); block += BlockFile.BLOCK) {
                    changed.seek(block + 4095);
                    changed.write(1);
                }
            }
            assertNotEquals(digest, open.digest(0));
        }
    }

    @Test
    void aFileThatIsTooShortFailsTasksInBothForms() throws Exception {
        try (OpenWorkload<?, ?> open = OpenWorkload.of("file-read", Map.of("size", "1"), directory);
                Stages stages = new Stages()) {
            try (RandomAccessFile shortened = new RandomAccessFile(file().toFile(), "rw")) {
                shortened.setLength(100);
            }
            assertTrue(assertThrows(IOException.class, () -> open.run(0))
                    .getMessage()
                    .contains("of 4096 bytes"));
            Exception failed = assertThrows(Exception.class, () -> open.asyncDigest(0, stages));
            assertTrue(failed.getCause().getMessage().contains("of 4096 bytes"), failed::toString);
        }
    }

    @Test
    void directReadsGiveTheSameInBothForms() throws Exception {
        try (OpenWorkload<?, ?> open = direct(directory);
                Stages stages = new Stages()) {
            for (int index = 0; index < 5; index++) {
                long expected = open.workload().expected(index).orElseThrow();
                assertEquals(expected, open.digest(index));
                assertEquals(expected, open.asyncDigest(index, stages));
            }
        }
    }

    private static OpenWorkload<?, ?> direct(Path folder) throws Exception {
        try {
            return OpenWorkload.of("file-read", DIRECT, folder);
        } catch (UsageException e) {
            return abort(e.getMessage());
        }
    }

    /** An empty file stands for a file system that refuses: the read fails either way. */
    @Test
    void directReadsThatFailAreRefusedWithWhatToDo() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty"));
        String message = assertThrows(UsageException.class, () -> FileRead.checkDirect(empty))
                .getMessage();
        assertTrue(
                message.startsWith("workload 'file-read': access cannot be 'direct': the file system of " + directory
                        + " (" + Files.getFileStore(empty).type() + ") gives no direct reads of 4 KiB ("),
                message);
        assertTrue(
                message.endsWith("); name a folder on a disk with -Djava.io.tmpdir, or set access to buffered"),
                message);
    }
}
