package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.experiment.EvidenceNames;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.compare.RunComparison;
import org.concurrencybench.reports.csv.SummaryCsv;
import org.concurrencybench.reports.findings.CellCost;
import org.concurrencybench.reports.findings.CostFigure;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.CostMetric;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.records.TrialRecord;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class CostViewTest {
    private static final Cell THREADS = SyntheticRun.cell("sleep", "virtual-threads", 32, Shape.MAKESPAN);
    private static final Cell POOL = SyntheticRun.cell("sleep", "process-pool", 32, Shape.MAKESPAN);
    private static final double MEBIBYTE = 1 << 20;

    private static RunResults run(double memoryOfPool) {
        RunResults plain = new SyntheticRun(1)
                .measured(
                        THREADS,
                        1e5,
                        Map.of(
                                CostMetric.ALLOCATED_BYTES_PER_TASK, 2048.0,
                                CostMetric.PEAK_PROPORTIONAL_BYTES, 50 * MEBIBYTE,
                                CostMetric.THREADS, 12.0))
                .measured(
                        POOL,
                        2e5,
                        Map.of(
                                CostMetric.ALLOCATED_BYTES_PER_TASK, 4096.0,
                                CostMetric.PEAK_PROPORTIONAL_BYTES, memoryOfPool,
                                CostMetric.VOLUNTARY_SWITCHES_PER_TASK, 3.5))
                .results();
        List<TrialRecord> trials = new ArrayList<>();
        for (TrialRecord trial : plain.trials()) {
            // No two trials are alike, and evidence is looked for in the first round only.
            Map<String, Double> figures = new HashMap<>(trial.figures());
            figures.computeIfPresent(
                    CostMetric.PEAK_PROPORTIONAL_BYTES, (name, bytes) -> bytes * (1 + trial.round() / 1000.0));
            if (trial.round() == 1 && trial.cell().equals(THREADS.id())) {
                figures.put(EvidenceNames.PINNED_PER_TASK, 0.25);
            }
            if (trial.round() == 2 && trial.cell().equals(THREADS.id())) {
                figures.remove(CostMetric.THREADS);
            }
            trials.add(new TrialRecord(
                    trial.round(),
                    trial.position(),
                    trial.cell(),
                    trial.startedAt(),
                    trial.seconds(),
                    trial.iterationSeconds(),
                    trial.failure(),
                    trial.warmup(),
                    trial.iterations(),
                    figures,
                    trial.facts()));
        }
        return new RunResults(plain.header(), trials, List.of(), plain.end(), false, List.of());
    }

    private static Document page(RunResults run) {
        return Jsoup.parse(Report.html(run, RunAnalyst.analyse(run), null));
    }

    private static String field(Document page, String table, String model, String column) {
        Element found = page.selectFirst("[aria-label='" + table + "'] table");
        assertNotNull(found, table);
        Element row = found.select("tbody tr").stream()
                .filter(each -> each.child(0).text().equals(model))
                .findFirst()
                .orElseThrow();
        return row.select("td[data-label='" + column + "']").text();
    }

    @Test
    void eachFigureStandsWithItsIntervalAndTheMainOnesWithTheirRatioToTheFastest() {
        Document page = page(run(200 * MEBIBYTE));
        String main = CostFigure.Group.MAIN.title();
        String memory = field(page, main, "process-pool", "peak memory");
        assertTrue(
                memory.matches("20\\d(\\.\\d)? \\[\\d+(\\.\\d)?, \\d+(\\.\\d)?] MiB4\\.0+× \\[3\\.\\d+, 4\\.\\d+]"),
                memory);
        assertEquals("2.00 [2.00, 2.00] KiB1×", field(page, main, "virtual-threads", "allocated per task"));
        String detail = CostFigure.Group.DETAIL.title();
        assertEquals("3.50 [3.50, 3.50]", field(page, detail, "process-pool", "waits per task"));
        assertEquals("n/a", field(page, detail, "virtual-threads", "waits per task"), "never zero");
    }

    @Test
    void whatIsLookedForInOneTrialIsShownAndWhatOneTrialLacksIsNot() {
        RunResults run = run(200 * MEBIBYTE);
        Document page = page(run);
        String evidence = CostFigure.Group.VIRTUAL_THREADS.title();
        assertEquals("0.250 [one trial]", field(page, evidence, "virtual-threads", "pinned per task"));
        assertEquals(1, page.select("[aria-label='" + evidence + "'] tbody tr").size());
        CellCost threads = RunAnalyst.analyse(run).experiments().getFirst().costs().stream()
                .filter(cost -> cost.cell().equals(THREADS.id()))
                .findFirst()
                .orElseThrow();
        assertNull(threads.figure(CostFigure.THREADS), "a mean without the trial that lacks it would mislead");
    }

    @Test
    void olderRecordsShowWhatTheyHave() {
        Document page = page(RecordedRuns.read("quick-interrupted"));
        String main = CostFigure.Group.MAIN.title();
        for (String known : List.of("CPU time per task", "peak memory (RSS)", "start-up")) {
            assertTrue(field(page, main, "platform-pool", known).matches("\\d.*"), known);
        }
        assertEquals("", field(page, main, "platform-pool", "allocated per task"), "nobody had counted it");
    }

    @Test
    void noFigureStandsInTwoTables() {
        Document page = page(run(200 * MEBIBYTE));
        List<String> ran =
                page.select("[aria-label='Concurrency and parallelism'] td").eachAttr("data-label");
        assertFalse(ran.isEmpty());
        for (CostFigure.Group group : CostFigure.Group.values()) {
            List<String> costs =
                    page.select("[aria-label='" + group.title() + "'] td").eachAttr("data-label");
            assertTrue(Collections.disjoint(ran, costs), () -> ran + " and " + costs);
        }
    }

    @Test
    void theSummaryHasThemAndWhatIsNotKnownIsEmpty() {
        RunResults run = run(200 * MEBIBYTE);
        List<String> lines =
                SummaryCsv.write(run, RunAnalyst.analyse(run)).lines().toList();
        List<String> header = List.of(lines.getFirst().split(",", -1));
        String[] threads = lines.get(1).split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        assertEquals("2048.0", threads[header.indexOf("allocated_bytes_per_task")]);
        assertEquals("2048.0", threads[header.indexOf("allocated_bytes_per_task_low")]);
        assertEquals("", threads[header.indexOf("voluntary_switches_per_task")]);
    }

    @Test
    void comparisonsNameCostsThatChangedBeyondWhatMatters() {
        RunComparison more = RunComparison.of(run(200 * MEBIBYTE), run(300 * MEBIBYTE));
        List<String> notes = more.changes().stream()
                .filter(change -> change.cell().equals(POOL.id()))
                .findFirst()
                .orElseThrow()
                .notes();
        assertEquals(1, notes.size(), notes::toString);
        assertTrue(
                notes.getFirst().matches("peak memory is 1\\.[0-9.–]+× that of OLD \\(95 % by itself\\)"),
                notes::toString);
        RunComparison alike = RunComparison.of(run(200 * MEBIBYTE), run(203 * MEBIBYTE));
        assertTrue(alike.changes().stream().allMatch(change -> change.notes().isEmpty()), alike::toString);
    }
}
