package org.concurrencybench.core.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A JVM starts another one, by way of a shell that stays, which starts a process of its own; then the first one is
 * killed.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGKILL, nor a way to see orphans")
class ParentWatchTest {
    /** Prints the process id of what it starts and stays until it is killed. */
    static final class Parent {
        public static void main(String[] args) throws Exception {
            Process child = start(List.of("sh", "-c", "\"$@\"; true", "sh"), Child.class, ParentWatch.argument());
            BufferedReader lines = child.inputReader();
            System.out.println(child.pid());
            System.out.println(lines.readLine());
            System.out.println(lines.readLine());
            new CountDownLatch(1).await();
        }
    }

    /** Starts a process, hangs in every thread, and is deaf. */
    static final class Child {
        public static void main(String[] args) throws Exception {
            ParentWatch.startIfAsked();
            Process process = new ProcessBuilder("sleep", "600").start();
            System.out.println(ProcessHandle.current().pid());
            System.out.println(process.pid());
            while (true) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    // deaf
                }
            }
        }
    }

    @Test
    void aJvmAndWhatItStartedEndSoonAfterItsParentWasKilled() throws Exception {
        Process parent = start(List.of(), Parent.class, "-Xmx64m");
        List<ProcessHandle> started = new ArrayList<>();
        try {
            BufferedReader lines = parent.inputReader();
            for (int i = 0; i < 3; i++) {
                started.add(ProcessHandle.of(Long.parseLong(lines.readLine())).orElseThrow());
            }
            // Longer than it takes to look: with its parent alive, it stays.
            assertTrue(!parent.waitFor(1200, TimeUnit.MILLISECONDS));
            started.forEach(process -> assertTrue(process.isAlive(), process::toString));
        } finally {
            parent.destroyForcibly();
        }
        for (ProcessHandle process : started) {
            process.onExit().get(30, TimeUnit.SECONDS);
        }
        assertEquals(137, parent.waitFor());
    }

    private static Process start(List<String> before, Class<?> main, String argument) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                argument,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
