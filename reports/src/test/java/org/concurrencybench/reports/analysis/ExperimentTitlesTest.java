package org.concurrencybench.reports.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.junit.jupiter.api.Test;

class ExperimentTitlesTest {
    @Test
    void workloadsThatAreTwiceInARunAreToldApartByWhatDiffers() {
        Cell small = cell("echo", Map.of("size", "64", "work", "1"));
        Cell large = cell("echo", Map.of("size", "65536", "work", "1"));
        Cell primes = cell("primes", Map.of("limit", "7000"));
        assertEquals(List.of("echo size=64", "primes", "echo size=65536"), titles(List.of(small, primes, large)));
    }

    @Test
    void severalThatDifferAreAllNamed() {
        Cell light = cell("echo", Map.of("size", "64", "work", "1"));
        Cell heavy = cell("echo", Map.of("size", "65536", "work", "30"));
        assertEquals(List.of("echo size=64 work=1", "echo size=65536 work=30"), titles(List.of(light, heavy)));
    }

    private static List<String> titles(List<Cell> cells) {
        Map<String, String> titles = ExperimentTitles.of(cells);
        return cells.stream().map(cell -> titles.get(cell.experiment())).toList();
    }

    private static Cell cell(String workload, Map<String, String> parameters) {
        return new Cell(
                workload,
                parameters,
                "sequential",
                ModelFamily.THREADS,
                Map.of(),
                2,
                1,
                Shape.STEADY,
                List.of(Role.COMPARED),
                "",
                "",
                16,
                "");
    }
}
