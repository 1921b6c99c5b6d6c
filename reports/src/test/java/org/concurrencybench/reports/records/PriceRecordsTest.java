package org.concurrencybench.reports.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.core.prices.Where;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.PriceCell;
import org.concurrencybench.reports.plan.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceRecordsTest {
    private static final Cell WORKLOAD = SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY);
    private static final PriceCell LOCK =
            SyntheticPrices.cell(Primitive.LOCK_ALONE, Where.BETWEEN_PROCESSES, "ProcessLock");
    private static final PriceCell QUEUE = SyntheticPrices.cell(Primitive.QUEUE, Where.PLATFORM_THREADS, "Queue");

    @TempDir
    private Path folder;

    private RunResults run() {
        return new SyntheticPrices()
                .price(LOCK, 60, 0, 0.01)
                .failing(QUEUE, "it broke\nmore")
                .leftOut(SyntheticPrices.cell(Primitive.MEMORY, Where.RAW_FLOOR, "jvm"), "no /proc")
                .in(new SyntheticRun(1).measured(WORKLOAD, 1e6).results());
    }

    private Path file() throws Exception {
        Path file = folder.resolve(ResultsFile.NAME);
        SyntheticRun.write(run(), file);
        return file;
    }

    @Test
    void goThroughTheFileUnchanged() throws Exception {
        assertEquals(run(), ResultsFile.read(file()));
    }

    @Test
    void aRunWithoutThemReadsAsBefore() throws Exception {
        Path file = folder.resolve(ResultsFile.NAME);
        SyntheticRun.write(new SyntheticRun(1).measured(WORKLOAD, 1e6).results(), file);
        assertNull(ResultsFile.read(file).prices().planned());
        assertTrue(Files.readString(file).lines().noneMatch(line -> line.contains("\"price")));
    }

    @Test
    void whatNoRunWritesIsLeftOutAndReported() throws Exception {
        Path file = file();
        String price = Files.readAllLines(file).stream()
                .filter(line -> line.contains("\"line\":\"price\"") && line.contains(LOCK.id()))
                .findFirst()
                .orElseThrow();
        String end = Files.readAllLines(file).getLast();
        Files.writeString(
                file,
                Files.readString(file).replace(end + "\n", "")
                        + price + "\n" + price.replace("\"round\":1", "\"round\":0") + "\n"
                        + price.replace("\"round\":1", "\"round\":9").replace("\"times\":1000", "\"times\":0") + "\n"
                        + end);
        RunResults read = ResultsFile.read(file);
        assertEquals(run().prices(), read.prices());
        List<String> faults = read.faults().stream().map(RunResults.Fault::text).toList();
        assertEquals(3, faults.size(), faults::toString);
        assertTrue(faults.get(0).contains("is in line"), faults::toString);
        assertTrue(faults.get(1).contains("counted from 1"), faults::toString);
        assertTrue(faults.get(2).contains("0 times cost"), faults::toString);
    }

    @Test
    void failedPricesAreProblemsAndThoseThatDoNotExistHereAreNone() {
        List<String> problems = run().problems();
        assertEquals(List.of("price " + QUEUE.id() + ": 5 of 5 trials failed: SETUP: it broke"), problems);
    }

    @Test
    void untriedPricesDoNotCountAsFailures() {
        RunResults all = run();
        PriceResults none = new PriceResults(all.prices().planned(), List.of());
        RunResults cut = new RunResults(all.header(), all.trials(), all.resumptions(), null, false, List.of(), none);
        assertTrue(cut.onlyUntried());
        assertEquals(2, cut.problems().size(), () -> cut.problems().toString());
    }

    @Test
    void costOfOneAndWhatDoublingTookComeFromAllIterations() {
        PriceRecord record = SyntheticPrices.record(1, LOCK, null, 10, List.of(100.0, 120.0), List.of(200.0, 220.0));
        assertEquals(640.0 / 60, record.each(), 1e-9);
        assertEquals(420.0 / 220, record.doubling(), 1e-9);
    }
}
