package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM with little memory, for what could harm the tests' own. */
final class OwnHost {
    private static final int LIMIT_SECONDS = 120;

    private OwnHost() {}

    /** Runs its main method to an orderly end. Returns what it said. */
    static String run(Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile("host", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                fail("it hangs, and has said: " + Files.readString(said));
            }
            String all = Files.readString(said);
            assertEquals(0, process.exitValue(), all);
            return all;
        } finally {
            Files.delete(said);
        }
    }
}
