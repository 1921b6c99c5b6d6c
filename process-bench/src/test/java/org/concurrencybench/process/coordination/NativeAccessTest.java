package org.concurrencybench.process.coordination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A program that was not given native access shares objects all the same, and its JVM has nothing to complain about.
 */
class NativeAccessTest {
    static final class Program {
        public static void main(String[] arguments) throws Exception {
            try (Coordinator coordinator = Coordinator.start()) {
                ProcessEvent event = coordinator.newEvent();
                event.set();
                System.out.println(event.await(Duration.ofSeconds(30)));
            }
        }
    }

    @Test
    void withoutNativeAccessNothingIsPrinted() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(program.waitFor(60, TimeUnit.SECONDS));
        assertEquals("true\n", printed);
    }
}
