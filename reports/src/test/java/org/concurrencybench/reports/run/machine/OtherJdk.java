package org.concurrencybench.reports.run.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that looks like another JDK: its {@code java} is a script. */
public final class OtherJdk {
    private OtherJdk() {}

    /**
     * One whose JVMs are this JVM's, and can be told by a system property: {@code measured.by} is the folder's name.
     */
    public static Path telling(Path folder, String version) throws IOException {
        String real = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return make(folder, version, "exec '" + real + "' -Dmeasured.by=" + folder.getFileName() + " \"$@\"\n");
    }

    /** One whose {@code java} does {@code script}. */
    public static Path make(Path folder, String version, String script) throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(
                folder.resolve("release"),
                "IMPLEMENTOR=\"Example\"\nJAVA_RUNTIME_VERSION=\"" + version + "+1\"\nJAVA_VERSION=\"" + version
                        + "\"\n");
        Path java = Files.writeString(folder.resolve("bin/java"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return java;
    }
}
