package org.concurrencybench.core.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.workloads.NothingWorkload;
import org.junit.jupiter.api.Test;

class ConfiguredWorkloadTest {
    private static final URI FILE = URI.create("file:///tmp/a%20file");

    private final JvmContext jvm = new ConfiguredWorkload<>(
                    new NothingWorkload(), Values.of("nothing", List.of(), Map.of()), Map.of("file", FILE))
            .jvmContext(3);

    @Test
    void aJvmHasTheAddressesThatWereSet() {
        assertEquals(FILE, jvm.address("file"));
        assertEquals(3, jvm.jvms());
    }

    @Test
    void anAddressThatWasNotSetIsRefusedWithThoseThatWere() {
        assertEquals(
                "workload 'nothing' asked for the address 'server', which its prepare() did not set; set: [file]. Start a"
                        + " fixture of that name in prepare() with RunContext.startFixture, or give an address, such as"
                        + " a file's, with RunContext.provide.",
                assertThrows(IllegalArgumentException.class, () -> jvm.address("server"))
                        .getMessage());
    }
}
