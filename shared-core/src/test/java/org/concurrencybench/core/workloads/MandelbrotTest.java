package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MandelbrotTest {
    @TempDir
    Path directory;

    private OpenWorkload<?, ?> image(int size, int rows, int iterations) throws Exception {
        return OpenWorkload.of(
                "mandelbrot",
                Map.of(
                        "size",
                        Integer.toString(size),
                        "rows",
                        Integer.toString(rows),
                        "iterations",
                        Integer.toString(iterations)),
                directory);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 50",
        "-1, 0, 50",
        "-2, 0, 50",
        "0, 1, 50",
        "0.25, 0, 50",
        "1, 0, 3",
        "2, 0, 2",
        "3, 0, 1",
        "-2.1, 0, 1"
    })
    void pointsThatPaperKnowsLeaveWhenTheyShould(double real, double imaginary, int iterations) {
        assertEquals(iterations, Mandelbrot.count(real, imaginary, 50));
    }

    @Test
    void theSetIsItsOwnMirrorImage() {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            double real = random.nextDouble() * 3 - 2;
            double imaginary = random.nextDouble();
            assertEquals(Mandelbrot.count(real, imaginary, 200), Mandelbrot.count(real, -imaginary, 200));
        }
    }

    /** 1.5065918849, by counting pixels: Thorsten Förstemann, 2012. */
    @Test
    void theSetHasItsKnownArea() throws Exception {
        int size = 400;
        try (OpenWorkload<?, ?> open = image(size, size, 500)) {
            int[] image = (int[]) open.run(0);
            long inside = Arrays.stream(image).filter(count -> count == 500).count();
            double area = inside * (2.6 / size) * (2.6 / size);
            assertEquals(1.5066, area, 0.03);
        }
    }

    @ParameterizedTest
    @CsvSource({"16, 5", "64, 1", "64, 7", "100, 3", "16, 20", "16, 8"})
    void bandsMakeUpTheImageAndEachComesOnce(int size, int rows) throws Exception {
        int[] whole;
        try (OpenWorkload<?, ?> open = image(size, size, 40)) {
            whole = (int[]) open.run(0);
        }
        try (OpenWorkload<?, ?> open = image(size, rows, 40)) {
            TreeMap<Integer, int[]> bands = new TreeMap<>();
            int count = Math.ceilDiv(size, rows);
            for (int index = 0; index < count; index++) {
                bands.put((Integer) open.workload().input(index), (int[]) open.run(index));
            }
            assertEquals(count, bands.size());
            assertArrayEquals(
                    whole, bands.values().stream().flatMapToInt(Arrays::stream).toArray());
            assertEquals(open.workload().input(0), open.workload().input(count));
        }
    }

    @Test
    void anyFewTasksAreUnevenButNotAllOfThemEmpty() throws Exception {
        try (OpenWorkload<?, ?> open = image(128, 1, 256)) {
            long[] work = new long[16];
            for (int index = 0; index < work.length; index++) {
                work[index] =
                        Arrays.stream((int[]) open.run(index)).asLongStream().sum();
            }
            long least = Arrays.stream(work).min().orElseThrow();
            long most = Arrays.stream(work).max().orElseThrow();
            assertTrue(most > 5 * least, () -> Arrays.toString(work));
            assertTrue(Arrays.stream(work).filter(each -> each > most / 4).count() >= 4, () -> Arrays.toString(work));
        }
    }
}
