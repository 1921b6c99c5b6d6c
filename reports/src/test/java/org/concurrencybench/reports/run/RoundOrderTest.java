package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundOrderTest {
    private static final int ROUNDS = 2000;

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 42", "4, 1795394896497", "8, -5", "27, 7"})
    void everyCellStandsInEveryPlaceAboutEquallyOften(int count, long seed) {
        List<Cell> cells = cells(count);
        int[][] seen = new int[count][count];
        for (int round = 1; round <= ROUNDS; round++) {
            List<Cell> order = new RoundOrder(seed).of(round, cells);
            assertEquals(new HashSet<>(cells), new HashSet<>(order));
            for (int place = 0; place < count; place++) {
                seen[cells.indexOf(order.get(place))][place]++;
            }
        }
        double expected = (double) ROUNDS / count;
        double sixSigma = 6 * Math.sqrt(expected);
        for (int[] places : seen) {
            assertTrue(
                    Arrays.stream(places).allMatch(times -> Math.abs(times - expected) < sixSigma),
                    () -> Arrays.toString(places) + " around " + expected);
        }
    }

    @Test
    void cellsThatAreComparedStandNextToEachOther() {
        List<Cell> cells = IntStream.range(0, 12)
                .mapToObj(i -> SyntheticRun.cell("workload-" + i % 3, "model-" + i, 2, Shape.STEADY))
                .toList();
        Set<String> first = new HashSet<>();
        for (int round = 1; round <= 50; round++) {
            List<String> workloads = new RoundOrder(4)
                    .of(round, cells).stream().map(Cell::workload).toList();
            first.add(workloads.getFirst());
            for (int start = 0; start < 12; start += 4) {
                assertEquals(1, new HashSet<>(workloads.subList(start, start + 4)).size(), workloads::toString);
            }
        }
        assertEquals(3, first.size());
    }

    @Test
    void theSameSeedGivesTheSameOrderAndAnotherOneAnother() {
        List<Cell> cells = cells(27);
        assertEquals(new RoundOrder(9).of(3, cells), new RoundOrder(9).of(3, cells));
        assertNotEquals(new RoundOrder(9).of(3, cells), new RoundOrder(10).of(3, cells));
        assertNotEquals(new RoundOrder(9).of(3, cells), new RoundOrder(9).of(4, cells));
    }

    private static List<Cell> cells(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SyntheticRun.cell("w", "model-" + i, 2, Shape.STEADY))
                .toList();
    }
}
