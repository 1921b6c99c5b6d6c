package org.concurrencybench.process.internal.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order of a worker's class path. */
class OwnJarsTest {
    @TempDir
    Path directory;

    private Path jar(String... entries) throws IOException {
        Path jar = directory.resolve("with " + entries.length + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
            }
        }
        return jar;
    }

    @Test
    void jarsWithoutOtherClassesAreOwn() throws Exception {
        assertTrue(OwnJars.isOwn(
                jar("META-INF/MANIFEST.MF", "org/concurrencybench/process/internal/child/WorkerMain.class")));
        assertFalse(
                OwnJars.isOwn(jar(
                        "META-INF/x", "org/concurrencybench/process/internal/child/WorkerMain.class", "com/A.class")),
                "one that everything was packed into");
        assertFalse(OwnJars.isOwn(directory), "a folder");
        assertFalse(OwnJars.isOwn(Files.writeString(directory.resolve("text.jar"), "no jar")));
    }

    @Test
    void ownJarsComeFirstAndTheRestStaysAsItWas() {
        String path = String.join(File.pathSeparator, "a.jar", "own.jar", "b.jar", "core.jar");
        Set<File> own = Set.of(
                new File("own.jar").getAbsoluteFile(),
                new File("core.jar").getAbsoluteFile(),
                new File("elsewhere.jar").getAbsoluteFile());
        assertEquals(String.join(File.pathSeparator, "own.jar", "core.jar", path), OwnJars.first(path, own));
        assertEquals("b.jar", OwnJars.first("b.jar", own));
        assertEquals("b.jar", OwnJars.first("b.jar", Set.of()));
    }
}
