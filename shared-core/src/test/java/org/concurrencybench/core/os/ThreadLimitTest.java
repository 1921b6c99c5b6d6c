package org.concurrencybench.core.os;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import org.junit.jupiter.api.Test;

class ThreadLimitTest {
    @Test
    void theLowestLimitIsNamedWithItsValue() {
        assumeTrue(new File("/proc/sys/kernel/pid_max").canRead(), "limits cannot be read without /proc");
        ThreadLimit limit = ThreadLimit.now().orElseThrow();
        assertTrue(limit.threads() > 0, limit::toString);
        long value = Long.parseLong(limit.limit().replaceAll(".*= ", ""));
        assertTrue(limit.threads() < value, () -> limit + ": those that run already are taken off");
        assertTrue(limit.limit().matches("[a-z-]+[ .][a-z_-]+ = \\d+|pids\\.max = \\d+"), limit::limit);
    }
}
