package org.concurrencybench.reports.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.core.prices.Where;
import org.concurrencybench.reports.findings.PriceFigure;
import org.concurrencybench.reports.findings.PriceFigure.Check;
import org.concurrencybench.reports.findings.PriceList;
import org.concurrencybench.reports.findings.PriceTable;
import org.concurrencybench.reports.plan.PriceCell;
import org.concurrencybench.reports.records.PriceRecord;
import org.concurrencybench.reports.records.PriceResults;
import org.concurrencybench.reports.records.SyntheticPrices;
import org.junit.jupiter.api.Test;

class PriceAnalystTest {
    private static final PriceCell CELL =
            SyntheticPrices.cell(Primitive.LOCK_ALONE, Where.PLATFORM_THREADS, "ReentrantLock");
    private static final PriceCell OTHER =
            SyntheticPrices.cell(Primitive.MEMORY, Where.BETWEEN_PROCESSES, "WorkerProcess");

    private static PriceList list(SyntheticPrices prices) {
        PriceList list = PriceAnalyst.analyse(prices.results(), 5);
        if (list == null) {
            throw new AssertionError("no list");
        }
        return list;
    }

    private static PriceFigure figure(SyntheticPrices prices) {
        return list(prices).prices().getFirst();
    }

    @Test
    void aRunWithoutAPriceListHasNone() {
        assertNull(PriceAnalyst.analyse(PriceResults.NONE, 5));
    }

    @Test
    void thePriceIsTheLogMeanOfTheTrialsWithStudentsInterval() {
        SyntheticPrices prices = new SyntheticPrices().price(CELL, 20, 0, 0.05);
        double[] logs = prices.results().trials().stream()
                .mapToDouble(PriceRecord::each)
                .map(Math::log)
                .toArray();
        double mean = IntStream.range(0, 5).mapToDouble(i -> logs[i]).average().orElseThrow();
        double squares = IntStream.range(0, 5)
                .mapToDouble(i -> (logs[i] - mean) * (logs[i] - mean))
                .sum();
        double half = new TDistribution(4).inverseCumulativeProbability(0.975) * Math.sqrt(squares / 4 / 5);
        PriceFigure figure = figure(prices);
        assertEquals(Math.exp(mean), figure.each().estimate(), 1e-9);
        assertEquals(Math.exp(mean - half), figure.each().lowOrEstimate(), 1e-9);
        assertEquals(Math.exp(mean + half), figure.each().highOrEstimate(), 1e-9);
        assertEquals("ns", figure.unit());
        assertEquals(5, figure.trials());
    }

    @Test
    void whatDoublesIsNotFlagged() {
        assertEquals(
                Check.PROPORTIONAL,
                figure(new SyntheticPrices().price(CELL, 20, 0, 0.02)).check());
        assertEquals(
                Check.PROPORTIONAL,
                figure(new SyntheticPrices().price(CELL, 20, 1000, 0.01)).check(),
                "a constant of 5 % of n is none that matters");
    }

    @Test
    void aPlantedConstantCostIsFlagged() {
        PriceFigure figure = figure(new SyntheticPrices().price(CELL, 20, 20_000, 0.02));
        assertEquals(Check.NOT_PROPORTIONAL, figure.check());
        assertEquals(1.5, figure.doubling().estimate(), 0.05);
        assertTrue(
                PriceTable.of(list(new SyntheticPrices().price(CELL, 20, 20_000, 0.02)))
                        .contains("] *"),
                "the mark of the table");
    }

    @Test
    void whatIsTooNoisyOrTooFewIsCalledUnclear() {
        assertEquals(
                Check.UNCLEAR,
                figure(new SyntheticPrices().price(CELL, 20, 0, 0.4)).check());
        PriceFigure one = figure(new SyntheticPrices().rounds(1).price(CELL, 20, 0, 0));
        assertEquals(Check.UNCLEAR, one.check());
        assertNull(one.each().low());
        assertEquals("20.0 ns [one trial]", one.text());
    }

    @Test
    void memoryIsInBytesAndFailuresAndRefusalsSayWhy() {
        PriceList list = list(new SyntheticPrices()
                .price(OTHER, 3 << 20, 0, 0.01)
                .failing(CELL, "no such thing\ndetails")
                .leftOut(SyntheticPrices.cell(Primitive.UNIT, Where.VIRTUAL_THREADS, "scope"), "it needs JDK 25"));
        assertTrue(
                list.prices().getFirst().text().matches("[23]\\.\\d+ MiB \\[[23]\\.\\d+, 3\\.\\d+]"),
                () -> list.prices().getFirst().text());
        assertEquals(
                List.of("no such thing", "it needs JDK 25"),
                list.missing().stream().map(PriceList.Missing::reason).toList());
        assertTrue(list.missing().get(0).failed());
        assertFalse(list.missing().get(1).failed());
    }

    @Test
    void theTableForConsolesIsAsciiAndNamesEveryPrice() {
        String table = PriceTable.of(list(new SyntheticPrices()
                .price(CELL, 20, 0, 0.02)
                .price(
                        SyntheticPrices.cell(Primitive.SWITCH, Where.BETWEEN_PROCESSES, "Semaphores"),
                        14_000,
                        0,
                        0.02)));
        assertTrue(table.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 127)), table);
        assertTrue(table.lines().allMatch(line -> line.length() <= 80), table);
        assertTrue(table.contains("ReentrantLock") && table.contains(" us ["), table);
    }

    @Test
    void whatOthersUsedMeanwhileIsReportedWhereItMatters() {
        PriceResults quiet = new SyntheticPrices().price(CELL, 20, 0, 0.02).results();
        assertFalse(PriceTable.of(PriceAnalyst.analyse(quiet, 5)).contains("Other processes"));
        PriceResults busy = new PriceResults(
                quiet.planned(),
                quiet.trials().stream()
                        .map(trial -> new PriceRecord(
                                trial.round(),
                                trial.position(),
                                trial.cell(),
                                trial.startedAt(),
                                trial.seconds(),
                                trial.measuringSeconds(),
                                trial.failure(),
                                trial.times(),
                                trial.steady(),
                                trial.warmup(),
                                trial.once(),
                                trial.twice(),
                                1.25))
                        .toList());
        assertTrue(PriceTable.of(PriceAnalyst.analyse(busy, 5)).contains("Other processes used 1.2 CPUs"));
    }
}
