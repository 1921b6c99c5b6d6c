package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocateTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path directory;

    private OpenWorkload<?, ?> allocate(String megabytes, String objectSize, String live) throws Exception {
        return OpenWorkload.of("allocate", Map.of("mb", megabytes, "object-size", objectSize, "live", live), directory);
    }

    @ParameterizedTest
    @CsvSource({"1, 24", "4, 256", "4, 1048576"})
    void aTaskAllocatesWhatItSays(String megabytes, String objectSize) throws Exception {
        try (OpenWorkload<?, ?> allocate = allocate(megabytes, objectSize, "0")) {
            allocate.run(0);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            allocate.run(0);
            double allocated = (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) (1 << 20);
            double asked = Double.parseDouble(megabytes);
            assertTrue(allocated > 0.95 * asked && allocated < 1.2 * asked + 0.1, allocated + " MB");
        }
    }

    @Test
    void aTaskStillAllocatesOnceItIsCompiled() throws Exception {
        try (OpenWorkload<?, ?> allocate = allocate("1", "256", "16")) {
            for (int run = 0; run < 300; run++) {
                allocate.run(run);
            }
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int run = 0; run < 10; run++) {
                allocate.run(run);
            }
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated > 9.5 * (1 << 20), allocated + " bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({"24, 43690", "31, 43690", "256, 4096", "1048576, 1"})
    void theContentOfEveryObjectIsReadOnceHoweverManyAreAlive(String objectSize, int objects) throws Exception {
        long sum = 0;
        for (int made = 0; made < objects; made++) {
            sum += 2 * (Bits.spread(5) + made);
        }
        for (String live : new String[] {"0", "1", "100", "65536"}) {
            try (OpenWorkload<?, ?> allocate = allocate("1", objectSize, live)) {
                assertEquals(sum, allocate.run(5));
                assertEquals(sum, allocate.workload().expected(5).orElseThrow());
            }
        }
    }
}
