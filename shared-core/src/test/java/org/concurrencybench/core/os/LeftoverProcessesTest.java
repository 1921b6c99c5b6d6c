package org.concurrencybench.core.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, nobody tells the environment of a process")
@Timeout(120)
class LeftoverProcessesTest {
    private static final String VARIABLE = "STRAGGLERS_TEST_MARK";
    private static final String MARK = "/tmp/of-" + ProcessHandle.current().pid() + "/w0-1";

    private static Process marked(String mark, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put(VARIABLE, mark);
        return builder.start();
    }

    private static boolean ends(Process process) throws InterruptedException {
        return process.waitFor(60, TimeUnit.SECONDS);
    }

    @Test
    void onlyThoseWithThisValueAreKilled() throws Exception {
        Process meant = marked(MARK, "sleep", "300");
        Process longer = marked(MARK + "0", "sleep", "300");
        Process other = marked(MARK.replace("w0", "w1"), "sleep", "300");
        try {
            LeftoverProcesses.kill(VARIABLE, MARK);
            assertTrue(ends(meant));
            assertTrue(longer.isAlive() && other.isAlive());
        } finally {
            longer.destroyForcibly();
            other.destroyForcibly();
        }
    }

    @Test
    void thoseWhoseValueIsMeantAreKilled() throws Exception {
        Process meant = marked(MARK, "sleep", "300");
        Process other = marked(MARK.replace("w0", "w1"), "sleep", "300");
        try {
            LeftoverProcesses.killAll(VARIABLE, MARK::equals);
            assertTrue(ends(meant));
            assertTrue(other.isAlive());
        } finally {
            other.destroyForcibly();
        }
    }

    /** A JVM that has the mark itself. */
    static final class Marked {
        public static void main(String[] args) {
            LeftoverProcesses.kill(VARIABLE, System.getenv(VARIABLE), Duration.ofSeconds(60));
        }
    }

    @Test
    void jvmThatLooksForItsOwnIsSpared() throws Exception {
        Process other = marked(MARK, "sleep", "300");
        Process itself = marked(
                MARK,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Marked.class.getName());
        try {
            assertEquals(0, itself.waitFor());
            assertTrue(ends(other));
        } finally {
            other.destroyForcibly();
        }
    }

    /** No other process has this duration as its only argument. */
    private static List<ProcessHandle> sleepers(String duration) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> arguments.length == 1 && arguments[0].equals(duration))
                        .isPresent())
                .toList();
    }

    @Test
    void oneThatStartsOthersMeanwhileLeavesNone() throws Exception {
        String duration = "300." + ProcessHandle.current().pid();
        Process parent = marked(
                MARK, "sh", "-c", "i=0; while [ $i -lt 500 ]; do sleep " + duration + " & i=$((i+1)); done; wait");
        while (sleepers(duration).size() < 20) {
            assertTrue(parent.isAlive());
        }
        LeftoverProcesses.kill(VARIABLE, MARK);
        assertTrue(ends(parent));
        for (ProcessHandle sleeper : sleepers(duration)) { // killed ones may still be there for a moment
            sleeper.onExit().get(60, TimeUnit.SECONDS);
        }
        assertEquals(List.of(), sleepers(duration));
    }
}
