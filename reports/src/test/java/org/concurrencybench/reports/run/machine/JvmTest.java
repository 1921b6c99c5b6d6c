package org.concurrencybench.reports.run.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.concurrencybench.core.api.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the java executables that it makes are shell scripts")
class JvmTest {
    @TempDir
    private Path folder;

    @Test
    void oneAloneNeedsNoLabel() throws Exception {
        assertEquals(List.of(""), labels(OtherJdk.telling(folder.resolve("a"), "25.0.1")));
    }

    @Test
    void severalAreCalledByTheirVersions() throws Exception {
        assertEquals(
                List.of("25.0.1", "21.0.5"),
                labels(
                        OtherJdk.telling(folder.resolve("a"), "25.0.1"),
                        OtherJdk.telling(folder.resolve("b"), "21.0.5")));
    }

    @Test
    void thoseOfOneVersionAreCalledByTheirFoldersToo() throws Exception {
        Path jdk = OtherJdk.telling(folder.resolve("a"), "25.0.1");
        Path link = Files.createSymbolicLink(folder.resolve("my jdk, b=[1]"), folder.resolve("a"));
        assertEquals(
                List.of("25.0.1-a", "25.0.1-my-jdk-b-1-", "21.0.5", "25.0.1-a-2"),
                labels(
                        jdk,
                        link.resolve("bin/java"),
                        OtherJdk.telling(folder.resolve("c"), "21.0.5"),
                        OtherJdk.telling(folder.resolve("elsewhere/a"), "25.0.1")));
    }

    @Test
    void oneThatDoesNotTellItsVersionIsCalledByItsFolder() throws Exception {
        Path silent = OtherJdk.telling(folder.resolve("silent"), "25.0.1");
        Files.delete(folder.resolve("silent/release"));
        assertEquals(List.of("silent", "25.0.1"), labels(silent, OtherJdk.telling(folder.resolve("b"), "25.0.1")));
    }

    @Test
    void oneThatIsTooOldIsRefused() throws Exception {
        Path old = OtherJdk.telling(folder.resolve("old"), "17.0.15");
        UsageException refused = assertThrows(UsageException.class, () -> labels(old));
        assertTrue(refused.getMessage().contains(old + " is of version 17.0.15"), refused.getMessage());
        assertTrue(refused.getMessage().contains("21 or newer"), refused.getMessage());
    }

    private static List<String> labels(Path... javas) {
        return Jvm.labels(Jvm.of(List.of(javas)));
    }
}
