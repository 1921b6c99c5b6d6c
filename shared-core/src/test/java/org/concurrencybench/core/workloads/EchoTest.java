package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoTest {
    private static final BigInteger BYTES = BigInteger.valueOf(256);

    @TempDir
    Path directory;

    private OpenWorkload<?, ?> echo(int size, int work) throws Exception {
        return OpenWorkload.of(
                "echo", Map.of("size", Integer.toString(size), "work", Integer.toString(work)), directory);
    }

    /** After p passes, byte i is the sum over k of C(i − k + p − 1, p − 1) · 31^(i − k) · (complement of input k). */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void passesAreThePowersOfARunningSum(int work) throws Exception {
        try (OpenWorkload<?, ?> echo = echo(64, work)) {
            byte[] input = (byte[]) echo.workload().input(3);
            byte[] expected = new byte[input.length];
            for (int i = 0; i < expected.length; i++) {
                BigInteger sum = BigInteger.ZERO;
                for (int k = work == 0 ? i : 0; k <= i; k++) {
                    sum = sum.add(binomial(i - k + work - 1, work - 1)
                            .multiply(BigInteger.valueOf(31).pow(i - k))
                            .multiply(BigInteger.valueOf(-1 - input[k])));
                }
                expected[i] = sum.mod(BYTES).byteValue();
            }
            assertArrayEquals(expected, (byte[]) echo.run(3));
        }
    }

    private static BigInteger binomial(int n, int k) {
        BigInteger result = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            result = result.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return result;
    }

    @Test
    void theInputStaysAsItIs() throws Exception {
        try (OpenWorkload<?, ?> echo = echo(100, 2)) {
            byte[] before = ((byte[]) echo.workload().input(0)).clone();
            byte[] output = (byte[]) echo.run(0);
            assertArrayEquals(before, (byte[]) echo.workload().input(0));
            assertEquals(before.length, output.length);
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "65536, 64", "1048576, 32", "16777216, 2"})
    void inputsOfAllTasksTogetherFitIntoASmallHeap(int size, int most) throws Exception {
        try (OpenWorkload<?, ?> echo = echo(size, 0)) {
            Set<Object> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
            for (int index = 0; index < 200; index++) {
                distinct.add(echo.workload().input(index));
            }
            assertEquals(most, distinct.size());
        }
    }

    @Test
    void theDigestNoticesEveryByteAndTheirOrder() {
        Echo echo = new Echo();
        byte[] bytes = new byte[1000];
        long digest = echo.digest(bytes);
        for (int position = 0; position < bytes.length; position++) {
            bytes[position] = 1;
            assertNotEquals(digest, echo.digest(bytes));
            bytes[position] = 0;
        }
        assertNotEquals(digest, echo.digest(new byte[1001]));
        assertNotEquals(echo.digest(new byte[] {1, 2}), echo.digest(new byte[] {2, 1}));
    }
}
