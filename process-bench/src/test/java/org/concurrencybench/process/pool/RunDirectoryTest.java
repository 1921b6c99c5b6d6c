package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a pool keeps its files, and what becomes of those of the dead. */
class RunDirectoryTest {
    private static final String TEMPORARY = "java.io.tmpdir";

    @TempDir
    Path directory;

    private final String before = System.getProperty(TEMPORARY);

    @BeforeEach
    void moveTemporaryDirectory() {
        System.setProperty(TEMPORARY, directory.toString());
    }

    @AfterEach
    void moveItBack() {
        System.setProperty(TEMPORARY, before);
    }

    @Test
    void leftoversOfDeadOwnersAreSweptAndThoseOfLivingOnesStay() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path leftover = Files.createDirectory(directory.resolve("cbp-" + dead.pid() + "-1000-1"));
        Files.createFile(leftover.resolve("w0-1.progress"));
        Path recycled = Files.createDirectory(
                directory.resolve("cbp-" + ProcessHandle.current().pid() + "-1000-1"));
        Path foreign = Files.createDirectory(directory.resolve("cbp-something-else"));
        try (RunDirectory mine = RunDirectory.create();
                RunDirectory other = RunDirectory.create()) {
            assertFalse(Files.exists(leftover), "its owner is dead");
            assertFalse(Files.exists(recycled), "its owner is dead: the pid belongs to a younger process now");
            assertTrue(Files.exists(foreign), "it is not one of ours");
            assertTrue(Files.exists(mine.path()), "its owner lives");
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(other.path())));
        }
        assertEquals(1, Files.list(directory).count());
    }

    @Test
    void longTemporaryDirectoryIsAvoided() throws Exception {
        System.setProperty(TEMPORARY, "/tmp/" + "long/".repeat(30));
        try (RunDirectory other = RunDirectory.create()) {
            assertEquals(Path.of("/tmp"), other.path().getParent());
        }
    }
}
