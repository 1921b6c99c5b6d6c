package org.concurrencybench.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere, nobody tells the environment of a process")
@Timeout(120)
class StragglersTest {
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
            Stragglers.kill(VARIABLE, MARK);
            assertTrue(ends(meant));
            assertTrue(longer.isAlive() && other.isAlive());
        } finally {
            longer.destroyForcibly();
            other.destroyForcibly();
        }
    }

    /** No other process has this duration as its only argument. */
    private static long sleepers(String duration) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .filter(arguments -> arguments.length == 1 && arguments[0].equals(duration))
                        .isPresent())
                .count();
    }

    @Test
    void oneThatStartsOthersMeanwhileLeavesNone() throws Exception {
        String duration = "300." + ProcessHandle.current().pid();
        Process parent = marked(
                MARK, "sh", "-c", "i=0; while [ $i -lt 500 ]; do sleep " + duration + " & i=$((i+1)); done; wait");
        while (sleepers(duration) < 20) {
            assertTrue(parent.isAlive());
        }
        Stragglers.kill(VARIABLE, MARK);
        assertTrue(ends(parent));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (sleepers(duration) > 0 && System.nanoTime() < deadline) {
            Thread.sleep(20); // killed ones are still to be buried
        }
        assertEquals(0, sleepers(duration));
    }
}
