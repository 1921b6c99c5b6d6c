package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.concurrencybench.core.api.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchPropertiesTest {
    @TempDir
    private Path folder;

    @Test
    void benchPropertiesBecomeOptionsAndOthersAreLeftOut() throws Exception {
        assertArrayEquals(
                new String[] {"run", "--budget=3m", "--plan=smoke", "--resume=true", "--seed=4"},
                expand("bench.plan=smoke\nuser.name=x\nbench.budget=3m\nbench.resume=true\n", "--seed=4"));
    }

    @Test
    void anUnknownPropertyIsRefusedWithTheKnownOnes() {
        String message = assertThrows(UsageException.class, () -> expand("bench.bugdet=3m\n"))
                .getMessage();
        assertTrue(message.contains("'bench.bugdet'") && message.contains("bench.budget"), message);
        assertTrue(!message.contains("defer-verdict") && !message.contains("bench.help"), message);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        String message = assertThrows(
                        UsageException.class, () -> BenchProperties.expand(new String[] {"--properties=/none/such"}))
                .getMessage();
        assertTrue(message.contains("/none/such"), message);
    }

    private String[] expand(String properties, String... after) throws Exception {
        Path file = Files.writeString(folder.resolve("bench.properties"), properties, StandardCharsets.UTF_8);
        String[] args = new String[after.length + 2];
        args[0] = "run";
        args[1] = "--properties=" + file;
        System.arraycopy(after, 0, args, 2, after.length);
        return BenchProperties.expand(args);
    }
}
