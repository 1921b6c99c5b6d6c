package org.concurrencybench.reports.stats;

import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Simulates the figures that docs/decisions cites, into {@code target/statistics-simulation.md}; some minutes. */
@Tag("long")
class StatisticsSimulationTest {
    private static final int FAMILIES = 5000;
    private static final int MAX_ROUNDS = 80;

    @Test
    void everyKindOfFalseClaimIsAsRareAsPromised() throws IOException {
        List<String> report = new ArrayList<>();
        report.add("False differences between identical systems, at .05\n");
        report.add("| trials | Welch on pooled iterations | Welch on logs of trial means |");
        report.add("| --- | --- | --- |");
        for (int trials : new int[] {3, 5, 10, 20}) {
            Replicates falsely = Replicates.falseDifferences(trials, 4 * FAMILIES);
            report.add(
                    String.format(Locale.ROOT, "| %d | %.3f | %.3f |", trials, falsely.iterations(), falsely.trials()));
        }
        report.add("\nUnpaired and paired by round, with the stop rule on\n");
        report.addAll(PairingSimulation.table(FAMILIES / 2));

        List<Scenario> scenarios = Stream.of(0.03, 0.05, 0.10)
                .flatMap(precision -> Scenario.all(precision, MAX_ROUNDS).stream())
                .distinct()
                .toList();
        List<FalseClaims> counts = IntStream.range(0, scenarios.size())
                .parallel()
                .mapToObj(i -> FalseClaims.count(scenarios.get(i), FAMILIES, i))
                .toList();
        report.add("\nFalse claims with the stop rule on\n");
        report.add(FalseClaims.HEADING);
        counts.forEach(count -> report.add(count.row()));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "statistics-simulation.md"), report);

        assertAll(counts.stream().map(count -> count::assertRare));
    }
}
