package org.concurrencybench.core.jmh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnaroundTest {
    private long now = -1_000; // as System.nanoTime, which may begin anywhere

    @Test
    void meanAndPercentileOfEachLabelCountFromTheHandOver() {
        List<String> labels = new ArrayList<>(Collections.nCopies(20, "light"));
        labels.add("heavy");
        Turnaround turnaround = Turnaround.of(labels, () -> now);
        assertEquals(
                List.of(
                        "turnaround.heavy.mean",
                        "turnaround.heavy.p95",
                        "turnaround.light.mean",
                        "turnaround.light.p95"),
                turnaround.names());

        for (int batch = 0; batch < 2; batch++) {
            long begin = now;
            turnaround.begin();
            for (int task = 19; task >= 0; task--) { // in any order
                now = begin + 10 * (task + 1);
                turnaround.completed(task);
            }
            now = begin + 5_000;
            turnaround.completed(20);
            double[] sums = new double[5];
            turnaround.write(sums, 1);
            assertArrayEquals(new double[] {0, 5_000, 5_000, 105, 190}, sums);
        }
    }

    @Test
    void oneLabelOrAsManyAsTasksAreNoKindsOfTasks() {
        assertNull(Turnaround.of(Collections.nCopies(100, ""), () -> now));
        assertNull(Turnaround.of(List.of(), () -> now));
        assertNull(Turnaround.of(
                IntStream.range(0, 100).mapToObj(Integer::toString).toList(), () -> now));
    }
}
