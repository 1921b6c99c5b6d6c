package org.concurrencybench.core.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoisyNeighbourTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "10, 20, HHllllllllHH",
        "4, 25, HlllHlllHlll",
        "10, 1, HlllllllllHl",
        "3, 0, llllllllllll",
        "3, 100, HHHHHHHHHHHH"
    })
    void heavyTasksStandBeforeTheLightOnesOfTheirGroup(String group, String share, String kinds) throws Exception {
        try (OpenWorkload<?, ?> open =
                OpenWorkload.of("noisy-neighbour", Map.of("group", group, "heavy-share", share), directory)) {
            assertEquals(
                    kinds,
                    IntStream.range(0, kinds.length())
                            .mapToObj(index -> open.label(index).equals("heavy") ? "H" : "l")
                            .collect(Collectors.joining()));
        }
    }

    @Test
    void everyTaskIsHeavyOrLight() {
        NoisyNeighbour workload = new NoisyNeighbour();
        assertEquals("heavy", workload.label(workload.input(15)));
        assertEquals("light", workload.label(workload.input(16)));
        assertEquals("light", workload.label(workload.input(63)));
        assertEquals("heavy", workload.label(workload.input(64)));
    }

    @Test
    void aTaskComputesTheStepsOfItsKind() throws Exception {
        Map<String, String> parameters = Map.of("group", "2", "heavy-share", "50", "heavy", "3", "light", "1");
        try (OpenWorkload<?, ?> open = OpenWorkload.of("noisy-neighbour", parameters, directory)) {
            assertEquals(Bits.spread(Bits.spread(Bits.spread(4))), open.run(4));
            assertEquals(Bits.spread(5), open.run(5));
        }
    }
}
