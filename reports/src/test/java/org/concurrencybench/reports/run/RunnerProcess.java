package org.concurrencybench.reports.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.concurrencybench.reports.cli.Main;

/**
 * The command line in a JVM of its own, which can be killed. What it prints goes to a file, so that it can never block
 * on it.
 */
record RunnerProcess(Process process, Path printed) {
    private static final long PATIENCE_SECONDS = 180;

    /**
     * {@code scratch}: its folder for temporary files, apart from other JMH runs on this machine, which lock theirs.
     */
    static RunnerProcess start(Path scratch, List<String> arguments) throws IOException {
        Files.createDirectories(scratch);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run"));
        command.addAll(arguments);
        Path printed = Files.createTempFile(scratch, "printed", ".txt");
        return new RunnerProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile())
                        .start(),
                printed);
    }

    /** Waits for the end. */
    int exit() throws Exception {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("did not end within " + PATIENCE_SECONDS + " s:\n" + text());
        }
        return process.exitValue();
    }

    /** Waits until {@code condition} holds or the process has ended. */
    void await(String what, BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || process.waitFor(10, TimeUnit.MILLISECONDS)) {
                if (!condition.getAsBoolean()) {
                    throw new AssertionError(what + " did not come true:\n" + text());
                }
            }
        }
    }

    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    String text() throws IOException {
        return Files.readString(printed);
    }

    /** Whether a process runs; one that has ended and that nobody has collected does not. */
    static boolean runs(ProcessHandle handle) {
        try {
            String stat = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z' && handle.isAlive();
        } catch (IOException e) {
            return !Files.isDirectory(Path.of("/proc/self")) && handle.isAlive();
        }
    }

    /** Whether the command line of a process, as far as the system tells it, has {@code word} in it. */
    static boolean isCalled(ProcessHandle handle, String word) {
        try {
            return Files.readString(Path.of("/proc/" + handle.pid() + "/cmdline"))
                    .contains(word);
        } catch (IOException e) {
            return false;
        }
    }
}
