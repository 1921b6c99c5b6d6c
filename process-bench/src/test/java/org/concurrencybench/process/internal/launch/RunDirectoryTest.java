package org.concurrencybench.process.internal.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where a pool keeps its files, what becomes of those of the dead, and what others who may write there can do. */
@Timeout(120)
class RunDirectoryTest {
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final String DEAD = "0badcafe-1";

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

    /** The folder of this user, which exists afterwards. */
    private static Path folder() throws Exception {
        Path folder;
        try (RunDirectory mine = RunDirectory.create()) {
            folder = mine.path().getParent();
        }
        return Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Keeps a directory until it is killed. */
    static final class Owner {
        public static void main(String[] args) throws Exception {
            try (RunDirectory mine = RunDirectory.create()) {
                System.out.println(mine.path());
                Thread.currentThread().join();
            }
        }
    }

    /** A JVM that has a directory, started by {@code prefix}. */
    private Process owner(List<String> prefix) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + TEMPORARY + "=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Path directoryOf(Process owner) throws Exception {
        String line =
                new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assumeTrue(line != null, "it cannot be started like that here");
        return Path.of(line);
    }

    @Test
    void leftoversOfDeadOwnersAreSweptAndThoseOfLivingOnesStay() throws Exception {
        Process other = owner(List.of());
        try (RunDirectory mine = RunDirectory.create()) {
            Path living = directoryOf(other);
            assertEquals(mine.path().getParent(), living.getParent());
            Files.createFile(living.resolve("w0-1.progress"));
            try (RunDirectory another = RunDirectory.create()) {
                assertTrue(Files.exists(living), "its owner lives");
                assertTrue(Files.exists(mine.path()), "its owner lives in this JVM");
                assertEquals("rwx------", permissions(another.path()));
                assertEquals("rwx------", permissions(another.path().getParent()));
            }
            other.destroyForcibly().waitFor();
            try (RunDirectory another = RunDirectory.create()) {
                assertFalse(Files.exists(living), "its owner is dead");
                assertTrue(Files.exists(mine.path()) && Files.exists(another.path()));
                assertEquals(4, Files.list(mine.path().getParent()).count(), "two directories, each with its lock");
            }
        } finally {
            other.destroyForcibly();
        }
        assertEquals(List.of(), Files.list(directory).toList());
    }

    @Test
    void sweepDoesNotLetGoOfTheLocksOfItsOwnJvm() throws Exception {
        try (RunDirectory mine = RunDirectory.create();
                RunDirectory another = RunDirectory.create()) { // has swept while the first one was there
            Process other = owner(List.of());
            try {
                assertEquals(mine.path().getParent(), directoryOf(other).getParent());
                assertTrue(Files.exists(mine.path()), "its owner lives, and another JVM has looked");
                assertTrue(Files.exists(another.path()));
            } finally {
                other.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void ownerInAnotherPidNamespaceIsSeenToLive() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "no unshare here");
        Process other = owner(List.of("/usr/bin/unshare", "--pid", "--fork", "--kill-child", "--mount-proc"));
        try {
            Path living = directoryOf(other);
            RunDirectory.create().close();
            assertTrue(Files.exists(living), "another namespace has other pids, and the same locks");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void linksAreNotFollowed() throws Exception {
        Path precious = Files.createDirectory(directory.resolve("precious"));
        Path file = Files.createFile(precious.resolve("file"));
        Files.createSymbolicLink(directory.resolve("cbp-30001-1-1"), precious);
        Path folder = folder();
        Files.createSymbolicLink(folder.resolve(DEAD), precious);
        Files.createFile(folder.resolve(DEAD + ".lock"));
        Files.createSymbolicLink(folder.resolve("0badcafe-2.lock"), file);
        Files.createDirectory(folder.resolve("0badcafe-2"));
        RunDirectory.create().close();
        assertTrue(Files.exists(file), "it stands behind a link");
        assertTrue(Files.exists(folder.resolve("0badcafe-2")), "its lock is none");
    }

    @Test
    void linkInADirectoryOfTheDeadIsRemovedAndNotWhatItLeadsTo() throws Exception {
        Path precious = Files.createDirectory(directory.resolve("precious"));
        Path file = Files.createFile(precious.resolve("file"));
        Path dead = Files.createDirectory(folder().resolve(DEAD));
        Files.createSymbolicLink(dead.resolve("w0-1.to-1"), precious);
        Files.createSymbolicLink(dead.resolve("w0-1.to-2"), file);
        Files.createFile(dead.resolveSibling(DEAD + ".lock"));
        RunDirectory.create().close();
        assertFalse(Files.exists(dead));
        assertTrue(Files.exists(file));
    }

    @Test
    void linkInPlaceOfTheUsersFolderIsNotUsed() throws Exception {
        Path folder = folder();
        Files.delete(folder);
        Path elsewhere = Files.createDirectory(
                directory.resolve("elsewhere"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = Files.createFile(elsewhere.resolve(DEAD + ".lock"));
        Files.createSymbolicLink(folder, elsewhere);
        assertAvoids(folder);
        assertTrue(Files.exists(file));
    }

    /** A pool goes elsewhere, to where nobody else can enter. */
    private void assertAvoids(Path folder) throws Exception {
        try (RunDirectory mine = RunDirectory.create()) {
            assertNotEquals(folder, mine.path().getParent());
            assertEquals(directory, mine.path().getParent());
            assertEquals("rwx------", permissions(mine.path()));
        }
        assertTrue(Files.exists(folder, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void folderThatOthersCanEnterIsNotUsed() throws Exception {
        Path folder = folder();
        Path dead = Files.createDirectory(folder.resolve(DEAD));
        Files.createFile(folder.resolve(DEAD + ".lock"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertAvoids(folder);
        assertTrue(Files.exists(dead));
    }

    @Test
    void folderOfAnotherUserIsNotUsed() throws Exception {
        Path folder = folder();
        try {
            Files.setAttribute(folder, "unix:uid", 65534);
        } catch (java.io.IOException e) {
            assumeTrue(false, "only root can give a folder away");
        }
        assertAvoids(folder);
    }

    @Test
    void absurdNamesAreLeftAlone() throws Exception {
        Files.createDirectory(directory.resolve("cbp-99999999999999999999-1-1"));
        Files.createDirectory(directory.resolve("cbp-1-99999999999999999999-1"));
        Path folder = folder();
        List<String> names = List.of(
                "99999999999999999999-1.lock",
                "0badcafe-99999999999999999999.lock",
                "0badcafe-.lock",
                ".lock",
                "0badcafe-1\n.lock",
                "..lock",
                "x".repeat(200) + ".lock");
        for (String name : names) {
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectory(folder.resolve("0badcafe-3.lock"));
        Files.createDirectory(folder.resolve("0badcafe-4"));
        try (RunDirectory mine = RunDirectory.create()) {
            assertEquals(folder, mine.path().getParent());
        }
        assertEquals(names.size() + 2, Files.list(folder).count());
        assertEquals(3, Files.list(directory).count());
    }

    @Test
    void directoryThatCannotBeRemovedIsLeftAlone() throws Exception {
        Path dead = Files.createDirectory(folder().resolve(DEAD));
        Files.createFile(dead.resolveSibling(DEAD + ".lock"));
        Files.createDirectories(dead.resolve("no pool makes folders").resolve("in it"));
        RunDirectory.create().close();
        assertTrue(Files.exists(dead));
        assertTrue(Files.exists(dead.resolveSibling(DEAD + ".lock")));
    }

    @Test
    void longTemporaryDirectoryIsAvoided() throws Exception {
        System.setProperty(TEMPORARY, "/tmp/" + "long/".repeat(30));
        try (RunDirectory other = RunDirectory.create()) {
            assertTrue(other.path().toString().length() < 50, other.path().toString());
        }
    }
}
