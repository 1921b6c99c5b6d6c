package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the command line, with programs in the place of java that say which one was started. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script")
class LauncherTest {
    /** Newer than any that a machine has in the usual places. */
    private static final int NEWEST = 999;

    @TempDir
    private Path folder;

    private Path launcher;

    @BeforeEach
    void copy() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("a folder/bin"));
        launcher = executable(
                bin.resolve("concurrency-bench"), Files.readString(Path.of("src/main/dist/bin/concurrency-bench")));
        for (String tool : List.of("sed", "head", "dirname", "readlink", "date")) {
            Path real = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            executable(
                    Files.createDirectories(folder.resolve("path")).resolve(tool),
                    "#!/bin/sh\nexec " + real + " \"$@\"\n");
        }
    }

    @Test
    void javaHomeChoosesWhereItIsNewEnough() throws Exception {
        java(folder.resolve("home/bin/java"), 21);
        java(folder.resolve("path/java"), 25);
        installed(NEWEST);
        assertTrue(start(Map.of("JAVA_HOME", folder.resolve("home").toString())).startsWith("started 21 "));
    }

    @Test
    void thenTheOneOnThePath() throws Exception {
        java(folder.resolve("path/java"), 21);
        installed(NEWEST);
        assertTrue(start(Map.of()).startsWith("started 21 "));
    }

    @Test
    void thenTheNewestInstalledOne() throws Exception {
        java(folder.resolve("path/java"), 17);
        installed(NEWEST);
        assertTrue(start(Map.of()).startsWith("started " + NEWEST + " "));
        String run = start(Map.of("JAVA_HOME", folder.resolve("nowhere").toString()), "run");
        assertTrue(run.contains("using ") && run.contains("there is no "), run);
        assertTrue(run.contains("started " + NEWEST + " "), run);
    }

    @Test
    void aSymbolicLinkToItFindsItsLibraries() throws Exception {
        java(folder.resolve("path/java"), 21);
        Path first = Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("links/deep")).resolve("first"),
                Path.of("../../a folder/bin/concurrency-bench"));
        launcher = Files.createSymbolicLink(folder.resolve("links/second"), first);
        String library = folder.toRealPath().resolve("a folder/lib") + "/*";
        assertTrue(start(Map.of()).contains(library), start(Map.of()));
    }

    @Test
    void whatItIsGivenIsHandedOn() throws Exception {
        java(folder.resolve("path/java"), 21);
        assertTrue(start(Map.of(), "list", "a b", "").contains("[list][a b][]"));
    }

    private void installed(int version) throws IOException {
        java(folder.resolve("me/.jdks/some/bin/java"), version);
    }

    private String start(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", folder.resolve("path").toString());
        builder.environment().put("HOME", folder.resolve("me").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private static void java(Path file, int version) throws IOException {
        Files.createDirectories(file.getParent());
        executable(
                file,
                "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'openjdk version \"" + version
                        + ".0.1\" 2026-01-01' >&2; exit; fi\nprintf 'started " + version
                        + " '; for word; do printf '[%s]' \"$word\"; done; echo\n");
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}
