package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.core.prices.Where;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PriceCell;
import org.concurrencybench.reports.plan.PricePlan;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.PriceRecord;
import org.concurrencybench.reports.records.PricesPlanned;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.SyntheticPrices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schedule of a price list, with trials that take no time but say that they do. */
class PriceRoundsTest {
    private static final List<PriceCell> CELLS = Stream.of(Primitive.values())
            .map(primitive -> SyntheticPrices.cell(primitive, Where.PLATFORM_THREADS, "any"))
            .toList();

    @TempDir
    private Path folder;

    private final List<PriceRecord> made = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();
    private double now;
    private double trialSeconds = 2;

    private RunEnd.Reason run(int rounds, double budgetSeconds, List<PriceRecord> earlier) throws Exception {
        Plan plan = new Plan(
                "p",
                "",
                0.1,
                Duration.ofMillis(Math.round(budgetSeconds * 1000)),
                rounds,
                rounds,
                List.of("any"),
                List.of(),
                new Plan.TrialShape(
                        Duration.ZERO, Duration.ZERO, 1, Duration.ofMillis(1), 64, "G1", Duration.ofSeconds(9)),
                List.of(),
                List.of(),
                new PricePlan(List.of(), SyntheticPrices.SHAPE));
        TimeBreakdown time = new TimeBreakdown(0, List.of(), () -> Math.round(now * 1e9));
        try (ResultsFile results = ResultsFile.create(folder.resolve(System.nanoTime() + ".jsonl"));
                Interruption interruption = new Interruption()) {
            PriceRounds priceRounds = new PriceRounds(
                    plan,
                    new PricesPlanned(SyntheticPrices.SHAPE, CELLS, List.of()),
                    42,
                    this::trial,
                    results,
                    time,
                    interruption,
                    new Progress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false));
            priceRounds.resume(earlier);
            return priceRounds.run();
        }
    }

    private PriceRecord trial(PriceCell cell, double secondsLeft, int round, int position) throws IOException {
        now += trialSeconds;
        PriceRecord record = failing.contains(cell.primitive())
                ? SyntheticPrices.record(round, cell, new Failure(Failure.Kind.SETUP, "no"), 0, List.of(), List.of())
                : SyntheticPrices.record(round, cell, null, 10, List.of(10.0), List.of(20.0));
        made.add(record);
        return record;
    }

    private List<String> cells(int round) {
        return made.stream()
                .filter(record -> record.round() == round)
                .map(PriceRecord::cell)
                .toList();
    }

    @Test
    void everyPriceHasOneTrialARoundInAnOrderOfItsOwn() throws Exception {
        assertEquals(RunEnd.Reason.ROUNDS, run(3, 1000, List.of()));
        for (int round = 1; round <= 3; round++) {
            assertEquals(CELLS.size(), new HashSet<>(cells(round)).size());
        }
        assertNotEquals(cells(1), cells(2));
        assertNotEquals(cells(1), CELLS.stream().map(PriceCell::id).toList());
    }

    @Test
    void aRunThatGoesOnMakesWhatIsMissingInTheSameOrder() throws Exception {
        run(2, 1000, List.of());
        List<PriceRecord> whole = List.copyOf(made);
        made.clear();
        run(2, 1000, whole.subList(0, 5));
        assertEquals(
                whole.subList(5, whole.size()).stream()
                        .map(record -> record.round() + record.cell())
                        .toList(),
                made.stream().map(record -> record.round() + record.cell()).toList());
    }

    @Test
    void aRoundThatDoesNotFitIntoTheBudgetIsNotBegun() throws Exception {
        assertEquals(RunEnd.Reason.BUDGET, run(5, 2.5 * CELLS.size() * trialSeconds, List.of()));
        assertEquals(2 * CELLS.size(), made.size());
    }

    @Test
    void aPriceThatNeverSucceedsIsTriedTwice() throws Exception {
        failing.add(Primitive.QUEUE.id());
        assertEquals(RunEnd.Reason.ROUNDS, run(4, 1000, List.of()));
        assertEquals(2, made.stream().filter(record -> !record.measured()).count());
        assertTrue(made.stream().filter(PriceRecord::measured).count() == 4L * (CELLS.size() - 1));
    }
}
