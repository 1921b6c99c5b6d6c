package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.core.prices.Where;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.AnalysisJson;
import org.concurrencybench.reports.plan.PriceCell;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.PriceRecord;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticPrices;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The price list on the page, in the analysis and as a table. */
class PricesPageTest {
    private static final PriceCell LOCK =
            SyntheticPrices.cell(Primitive.LOCK_ALONE, Where.PLATFORM_THREADS, "ReentrantLock");
    private static final PriceCell SHARED =
            SyntheticPrices.cell(Primitive.LOCK_ALONE, Where.BETWEEN_PROCESSES, "ProcessLock");
    private static final PriceCell SWITCH =
            SyntheticPrices.cell(Primitive.SWITCH, Where.BETWEEN_PROCESSES, "Semaphores<b>");

    @TempDir
    private Path folder;

    private static RunResults run() {
        return new SyntheticPrices()
                .price(LOCK, 12.34, 0, 0.01)
                .price(SHARED, 61, 61_000, 0.01)
                .price(SWITCH, 14_000, 0, 0.01)
                .leftOut(SyntheticPrices.cell(Primitive.UNIT, Where.VIRTUAL_THREADS, "scope"), "it needs JDK 25")
                .in(new SyntheticRun(1)
                        .measured(SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY), 1e6)
                        .results());
    }

    private String written(RunResults run) throws Exception {
        Report.write(folder, run, RunAnalyst.analyse(run));
        return Files.readString(folder.resolve(Report.NAME));
    }

    private static String section(String page) {
        int start = page.indexOf("<section id=\"prices\"");
        return page.substring(start, page.indexOf("</section>", start));
    }

    /** From the records alone, another way than the analysis goes. */
    private static double geometricMean(RunResults run, PriceCell cell) {
        return Math.exp(run.prices().trials(cell).stream()
                .mapToDouble(PriceRecord::each)
                .map(Math::log)
                .average()
                .orElseThrow());
    }

    @Test
    void theFiguresOfThePageAreThoseOfTheRecords() throws Exception {
        RunResults run = run();
        String section = section(written(run));
        Map<String, Double> shown = Pattern.compile(
                        "<span class=\"ratio\">([\\d.]+) (ns|µs) \\[([\\d.]+), ([\\d.]+)][^\\n]*?<small>([^\\n]*?)</small>")
                .matcher(section)
                .results()
                .peek(match -> assertTrue(Double.parseDouble(match.group(3)) <= Double.parseDouble(match.group(1))
                        && Double.parseDouble(match.group(1)) <= Double.parseDouble(match.group(4))))
                .collect(Collectors.toMap(
                        match -> match.group(5),
                        match -> Double.parseDouble(match.group(1))
                                * (match.group(2).equals("ns") ? 1 : 1000),
                        (one, other) -> one,
                        TreeMap::new));
        assertEquals(3, shown.size(), section);
        assertEquals(geometricMean(run, LOCK), shown.get("ReentrantLock"), 0.06);
        assertEquals(geometricMean(run, SHARED), shown.get("ProcessLock"), 0.6);
        assertEquals(geometricMean(run, SWITCH), shown.get("Semaphores&lt;b&gt;"), 60);
    }

    @Test
    void aFlaggedFigureIsMarkedAndExplained() throws Exception {
        String section = section(written(run()));
        String row = section.lines()
                .filter(line -> line.contains("ProcessLock</small>"))
                .findFirst()
                .orElseThrow();
        assertTrue(row.contains("title=\"doubling the work does not double it\">*</span>"), row);
        assertTrue(section.contains("between processes, ProcessLock (*): twice the work took 1.5"), section);
        assertFalse(section.contains("ReentrantLock (*)"), section);
        assertTrue(section.contains("scope: it needs JDK 25"), section);
    }

    @Test
    void theFirstSectionTellsWhatPeopleAskFirst() throws Exception {
        String answers = written(run())
                .lines()
                .filter(line -> line.startsWith("<p>Lock and unlock, alone: "))
                .findFirst()
                .orElseThrow();
        assertTrue(answers.contains(" ns [12."), answers);
        assertTrue(answers.contains("on platform threads (ReentrantLock), "), answers);
        assertTrue(
                answers.endsWith("between processes (ProcessLock; doubling the work does not double it).</p>"),
                answers);
    }

    @Test
    void onlyWhereWorkloadsWerePlannedThereIsAMatrix() throws Exception {
        assertTrue(written(run()).contains("id=\"matrix\""));
        RunResults alone = new SyntheticPrices().price(LOCK, 12.34, 0, 0.01).in(new SyntheticRun(1).results());
        assertFalse(written(alone).contains("id=\"matrix\""));
    }

    @Test
    void analysisAndTableHoldThemToo() throws Exception {
        RunResults run = run();
        written(run);
        JsonNode prices = new JsonMapper()
                .readTree(Files.readString(folder.resolve(AnalysisJson.NAME)))
                .path("prices")
                .path("prices");
        assertEquals(3, prices.size());
        assertEquals(
                geometricMean(run, LOCK),
                prices.get(0).path("each").path("estimate").asDouble(),
                1e-9);
        assertEquals("NOT_PROPORTIONAL", prices.get(1).path("check").asString());
        List<String> rows = Files.readAllLines(folder.resolve("prices.csv"));
        assertEquals(4, rows.size());
        assertTrue(rows.get(1).startsWith("lock-alone,platform-threads,reentrantlock,ReentrantLock,ns,"), rows.get(1));
    }

    @Test
    void aRunWithoutAPriceListHasNothingOfIt() throws Exception {
        String page = written(new SyntheticRun(1)
                .measured(SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY), 1e6)
                .results());
        assertFalse(page.contains("price list"));
        assertFalse(Files.readString(folder.resolve(AnalysisJson.NAME)).contains("\"prices\""));
        assertFalse(Files.exists(folder.resolve("prices.csv")));
    }

    @Test
    void aPlanOfPricesAloneMakesAWholePage() throws Exception {
        RunResults run = new SyntheticPrices()
                .price(LOCK, 12, 0, 0.01)
                .in(new SyntheticRun(1).plan("prices").results());
        String page = written(run);
        assertTrue(page.contains("5 measured, 0 failed, 5 rounds"), page.substring(0, 6000));
        assertTrue(section(page).contains("ReentrantLock"));
    }
}
