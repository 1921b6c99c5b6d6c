package org.concurrencybench.reports.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.concurrencybench.reports.analysis.latency.SyntheticLoads;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.html.ComparisonReport;
import org.concurrencybench.reports.plan.Load;
import org.concurrencybench.reports.plan.PriceCell;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticPrices;
import org.concurrencybench.reports.records.SyntheticRun;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Two runs that have latencies, capacities and prices in common. */
class FigureComparerTest {
    private static final Load EIGHTY = SyntheticLoads.EIGHTY;
    private static final PriceCell LOCK = SampleFigures.LOCK;
    private static final PriceCell BARRIER = SampleFigures.BARRIER;

    private final RunComparison comparison = RunComparison.of(SampleFigures.old(), SampleFigures.fresh());

    @Test
    void latenciesAreComparedPercentileByPercentileTheWorstFirst() {
        List<FigureChange> latencies = comparison.figures(FigureKind.LATENCY);
        assertEquals(4, latencies.size(), latencies::toString);
        FigureChange worst = latencies.getFirst();
        assertEquals(Finding.CLEARLY_SLOWER, worst.finding());
        assertEquals(1.5, worst.costRatio().estimate(), 0.1);
        assertTrue(worst.name().startsWith("http-fetch: platform-pool, 80 % of platform-pool, p"), worst.name());
        assertEquals("virtual-threads", latencies.getLast().name().split("[:,] ")[1]);
        assertFalse(latencies.getLast().finding().isBetter());
    }

    @Test
    void aLowerCapacityIsWorse() {
        FigureChange capacity = comparison.figures(FigureKind.CAPACITY).getFirst();
        assertEquals("clearly lower", capacity.words());
        assertEquals(1200, capacity.oldFigure().estimate(), 40);
        assertEquals(900, capacity.newFigure().estimate(), 30);
        assertEquals(1.33, capacity.costRatio().estimate(), 0.06);
        assertTrue(comparison.hasRegression());
    }

    @Test
    void pricesAreComparedInTheirUnits() {
        List<FigureChange> prices = comparison.figures(FigureKind.PRICE);
        assertEquals(
                List.of("clearly larger", "practically equal"),
                prices.stream().map(FigureChange::words).toList());
        assertEquals(
                "Memory per waiting unit, virtual threads, virtual thread",
                prices.getFirst().name());
        assertEquals(FigureChange.Unit.BYTES, prices.getFirst().unit());
    }

    @Test
    void whatFailedOrWasNotSustainedIsNotComparedAndSaysWhy() {
        List<String> reasons =
                comparison.notCompared().stream().map(NotCompared::reason).toList();
        assertEquals(2, reasons.size(), reasons::toString);
        assertTrue(reasons.getFirst().startsWith("NEW: it did not sustain the load"), reasons::toString);
        assertEquals("NEW: 5 of 5 trials failed: SETUP: no memory", reasons.getLast());
    }

    @Test
    void anotherRateIsAnotherLoad() {
        Load faster = new Load(0.8, "platform-pool", 1100, 1, 1, 10, 10);
        RunComparison other = RunComparison.of(
                new SyntheticLoads().measured("platform-pool", EIGHTY, 20).in(new SyntheticRun(1)),
                new SyntheticLoads().measured("platform-pool", faster, 20).in(new SyntheticRun(2)));
        assertEquals(List.of(), other.figures());
        assertEquals(
                "another load: 1000 tasks per second in OLD, 1100 in NEW; give rates in tasks per second, not in %, so"
                        + " that both runs offer the same",
                other.notCompared().getFirst().reason());
        assertTrue(other.hasCommonCells());
        assertFalse(other.hasRegression());
    }

    @Test
    void aPriceThatWasNotWarmGetsNoVerdict() {
        RunResults cold = new SyntheticPrices().cold(LOCK, 80).in(new SyntheticRun(1).results());
        RunResults warm = new SyntheticPrices().price(LOCK, 40, 0, 0.01).in(new SyntheticRun(2).results());
        assertEquals(
                Finding.UNDECIDED,
                RunComparison.of(cold, warm).figures().getFirst().finding());
    }

    @Test
    void theHeadlineTheTableAndThePageTellThem() {
        assertEquals(
                "latencies: 2 clearly worse, 2 practically equal; capacities: 1 clearly worse;"
                        + " prices: 1 clearly worse, 1 practically equal",
                comparison.headline());
        String table = ComparisonTable.of(comparison);
        assertTrue(table.contains("Capacities of NEW are, likewise:\n  clearly lower "), table);
        String page = Jsoup.parse(ComparisonReport.html(comparison)).body().wholeText();
        assertTrue(page.contains("Prices of both runs, the worst for NEW first."), page);
        assertTrue(page.contains("▼▼ clearly larger"), page);
    }

    @Test
    void whatOnlyOneRunHasIsListed() {
        RunComparison apart = RunComparison.of(
                new SyntheticPrices().price(LOCK, 40, 0, 0.01).in(new SyntheticRun(1).results()),
                new SyntheticPrices().price(BARRIER, 40, 0, 0.01).in(new SyntheticRun(2).results()));
        assertEquals(List.of(LOCK.id()), apart.onlyOld());
        assertEquals(List.of(BARRIER.id()), apart.onlyNew());
        assertFalse(apart.hasCommonCells());
        assertNull(apart.middle());
    }
}
