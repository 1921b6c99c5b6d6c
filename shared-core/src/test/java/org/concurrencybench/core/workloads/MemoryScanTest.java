package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryScanTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path directory;

    private OpenWorkload<?, ?> scan(String slice, String stride) throws Exception {
        return OpenWorkload.of("memory-scan", Map.of("size", "1", "slice", slice, "stride", stride), directory);
    }

    private LongBuffer array() throws Exception {
        try (var files = Files.list(directory)) {
            return ByteBuffer.wrap(Files.readAllBytes(files.findFirst().orElseThrow()))
                    .asLongBuffer();
        }
    }

    @Test
    void theArrayHasItsSizeAndNoNumberTwice() throws Exception {
        try (OpenWorkload<?, ?> scan = scan("64", "64")) {
            LongBuffer array = array();
            assertEquals(MEGABYTE / Long.BYTES, array.remaining());
            Set<Long> distinct = new HashSet<>();
            while (array.hasRemaining()) {
                distinct.add(array.get());
            }
            assertEquals(MEGABYTE / Long.BYTES, distinct.size());
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 64, 16, 8", "64, 8, 16, 1", "48, 40, 21, 5", "2048, 4096, 1, 512", "64, 71, 16, 8"})
    void aTaskAddsUpOneNumberOfEachStrideOfItsSlice(String slice, String stride, int slices, int step)
            throws Exception {
        try (OpenWorkload<?, ?> scan = scan(slice, stride)) {
            LongBuffer array = array();
            int length = Math.min(array.remaining(), Integer.parseInt(slice) * 1024 / Long.BYTES);
            for (int index : new int[] {0, 1, slices - 1, slices, slices + 1, 5 * slices, 1000}) {
                int begin = index % slices * length;
                long sum = 0;
                for (int word = index / slices % step; word < length; word += step) {
                    sum += array.get(begin + word);
                }
                assertEquals(Bits.add(sum, index), scan.run(index));
                assertEquals(
                        Bits.add(sum, index), scan.workload().expected(index).orElseThrow());
            }
        }
    }
}
