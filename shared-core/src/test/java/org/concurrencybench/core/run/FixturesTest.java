package org.concurrencybench.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.http.HttpFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixturesTest {
    private static final Values NONE = Values.of("test", List.of(), Map.of());

    @TempDir
    Path directory;

    private Fixtures fixtures() {
        return new Fixtures(NONE, directory, List.of("-Xmx64m"));
    }

    private Fixtures impatient() {
        return fixtures(new Patience(Duration.ofSeconds(2), Duration.ofMillis(200)));
    }

    private Fixtures impatientlyEnding() {
        return fixtures(new Patience(Duration.ofSeconds(60), Duration.ofMillis(500)));
    }

    private Fixtures fixtures(Patience patience) {
        return new Fixtures(NONE, directory, System.getProperty("java.class.path"), List.of("-Xmx64m"), patience);
    }

    @Test
    void fixturesRunInJvmsOfTheirOwnUntilClosed() throws Exception {
        Map<String, Long> pids;
        try (Fixtures fixtures = fixtures()) {
            fixtures.startFixture("one", HttpFixture.class, List.of("1ms"));
            fixtures.startFixture("two", HttpFixture.class, List.of("1ms"));
            pids = fixtures.pids();
            assertEquals(Set.of("one", "two"), fixtures.addresses().keySet());
            assertEquals(2, Set.copyOf(fixtures.addresses().values()).size());
            pids.values().forEach(pid -> assertTrue(isAlive(pid)));
            assertFalse(pids.containsValue(ProcessHandle.current().pid()));
        }
        pids.values().forEach(pid -> assertFalse(isAlive(pid)));
    }

    @Test
    void fixtureThatEndsEarlyIsNamedWithItsExitCodeAndLastWords() {
        try (Fixtures fixtures = fixtures()) {
            IOException failed = assertThrows(
                    IOException.class, () -> fixtures.startFixture("db", BrokenFixture.class, List.of("ends")));
            assertEquals(
                    "fixture 'db' ended before it printed its address, with exit code 3. It printed:\nthe port is taken",
                    failed.getMessage());
            assertEquals(Map.of(), fixtures.addresses());
        }
    }

    @Test
    void fixtureThatPrintsNoUriIsRefusedAndEnded() {
        assertFailsAndLeavesNoProcess("says-nonsense", "printed 'not a URI, is it' where its address");
    }

    @Test
    void fixtureThatStaysSilentIsGivenUpAndEnded() {
        assertFailsAndLeavesNoProcess("stays-silent", "did not print its address within 2 s");
    }

    private void assertFailsAndLeavesNoProcess(String behaviour, String message) {
        try (Fixtures fixtures = impatient()) {
            IOException failed = assertThrows(
                    IOException.class, () -> fixtures.startFixture("f", BrokenFixture.class, List.of(behaviour)));
            assertTrue(failed.getMessage().contains(message), failed.getMessage());
        }
        assertEquals(List.of(), childrenRunning(behaviour));
    }

    @Test
    void outputNeverBlocksAFixture() throws Exception {
        try (Fixtures fixtures = fixtures()) {
            fixtures.startFixture("f", BrokenFixture.class, List.of("talks-a-lot"));
            assertEquals(URI.create("http://127.0.0.1:1/"), fixtures.addresses().get("f"));
        }
        assertEquals(List.of(), childrenRunning("talks-a-lot"));
    }

    @Test
    void fixtureThatHeedsNothingIsKilled() throws Exception {
        try (Fixtures fixtures = impatientlyEnding()) {
            fixtures.startFixture("f", BrokenFixture.class, List.of("ignores-its-end"));
        }
        assertEquals(List.of(), childrenRunning("ignores-its-end"));
    }

    @Test
    void nameIsGivenOnce() throws Exception {
        try (Fixtures fixtures = fixtures()) {
            fixtures.startFixture("f", HttpFixture.class, List.of("1ms"));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> fixtures.startFixture("f", HttpFixture.class, List.of("1ms")));
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static List<ProcessHandle> childrenRunning(String argument) {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").endsWith(argument))
                .toList();
    }
}
