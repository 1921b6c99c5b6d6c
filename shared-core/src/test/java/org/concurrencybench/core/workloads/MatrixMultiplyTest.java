package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixMultiplyTest {
    @TempDir
    Path directory;

    private OpenWorkload<?, ?> multiply(int size) throws Exception {
        return OpenWorkload.of("matrix-multiply", Map.of("size", Integer.toString(size)), directory);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 96})
    void productsAreThoseOfRowsAndColumnsToTheLastBit(int n) throws Exception {
        try (OpenWorkload<?, ?> open = multiply(n)) {
            double[] input = (double[]) open.workload().input(1);
            double[] expected = new double[n * n];
            for (int row = 0; row < n; row++) {
                for (int column = 0; column < n; column++) {
                    double sum = 0;
                    for (int inner = 0; inner < n; inner++) {
                        sum += input[row * n + inner] * input[n * n + inner * n + column];
                    }
                    expected[row * n + column] = sum;
                }
            }
            for (int run = 0; run < 200; run++) { // also once it is compiled
                assertArrayEquals(expected, (double[]) open.run(1));
            }
        }
    }

    @Test
    void productsAgreeWithExactArithmetic() throws Exception {
        int n = 12;
        try (OpenWorkload<?, ?> open = multiply(n)) {
            double[] input = (double[]) open.workload().input(2);
            double[] product = (double[]) open.run(2);
            for (int place = 0; place < n * n; place++) {
                BigDecimal sum = BigDecimal.ZERO;
                for (int inner = 0; inner < n; inner++) {
                    sum = sum.add(new BigDecimal(input[place / n * n + inner])
                            .multiply(new BigDecimal(input[n * n + inner * n + place % n])));
                }
                assertEquals(sum.doubleValue(), product[place], 1e-14);
            }
        }
    }

    @Test
    void theDigestTellsEveryBitAndTheOrderOfNumbers() {
        MatrixMultiply workload = new MatrixMultiply();
        long digest = workload.digest(new double[4]);
        for (int place = 0; place < 4; place++) {
            double[] changed = new double[4];
            changed[place] = Double.MIN_VALUE;
            assertNotEquals(digest, workload.digest(changed));
        }
        assertNotEquals(digest, workload.digest(new double[5]));
        assertNotEquals(digest, workload.digest(new double[] {-0.0, -0.0, 0, 0}), "two topmost bits do not cancel");
        assertNotEquals(workload.digest(new double[] {1, 2}), workload.digest(new double[] {2, 1}));
    }
}
