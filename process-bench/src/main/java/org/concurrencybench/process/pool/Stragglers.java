package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds and kills what workers started and left behind. A child whose worker has died is nobody's descendant any more, but
 * still has the variable in its environment that its worker was given. Only where {@code /proc} tells the environment.
 */
final class Stragglers {
    /** Set in the environment of each worker: the run directory and the worker's name. */
    static final String VARIABLE = "CONCURRENCYBENCH_WORKER";

    private static final Path PROC = Path.of("/proc");

    private Stragglers() {}

    /** Kills the processes whose variable has this value. */
    static void kill(String value) {
        if (!Files.isReadable(PROC.resolve("self/environ"))) {
            return;
        }
        String mark = '\0' + VARIABLE + '=' + value + '\0';
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path process : processes) {
                if (environment(process).contains(mark)) {
                    long pid = Long.parseLong(process.getFileName().toString());
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        } catch (IOException e) {
            // it was an attempt: what cannot be found cannot be killed
        }
    }

    private static String environment(Path process) {
        try {
            return '\0' + Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // another user's, or gone meanwhile
        }
    }
}
