package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.Figure;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.csv.SummaryCsv;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.PilotRecord;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.records.TrialRecord;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresViewTest {
    private static final Cell THREADS = SyntheticRun.cell("straggler", "virtual-threads", 32, Shape.MAKESPAN);
    private static final Cell POOL = SyntheticRun.cell("straggler", "platform-pool", 32, Shape.MAKESPAN);
    private static final List<Figure> DECLARED = List.of(
            new Figure("stopTime", "ns", "until the last leaf <had> stopped"),
            new Figure("stillRunning", "leaves", "leaves that ran on"),
            new Figure("unseen", "", "of no record"));

    @TempDir
    private Path folder;

    @Test
    void eachCellShowsTheMeanOfItsTrialsWithItsInterval() {
        RunResults run = run();
        Document page = Jsoup.parse(Report.html(run, RunAnalyst.analyse(run), null));
        Element table = page.selectFirst("[aria-label='Figures of the workload'] table");
        assertEquals(
                List.of(
                        "model",
                        "stop time",
                        "still running, leaves",
                        "light: turnaround, mean",
                        "light: turnaround, 95 %"),
                table.select("thead th").eachText());
        Element row = table.select("tbody tr").stream()
                .filter(each -> each.text().startsWith("virtual-threads"))
                .findFirst()
                .orElseThrow();
        assertTrue(row.child(1).text().matches("1\\.5 \\[\\d\\.\\d, \\d\\.\\d] ms"), row::text);
        assertEquals("0.00 [0.00, 0.00]", row.child(2).text());
        assertTrue(row.child(3).text().endsWith(" ms"), row::text);
        Element other = table.select("tbody tr").stream()
                .filter(each -> each.text().startsWith("platform-pool"))
                .findFirst()
                .orElseThrow();
        assertEquals("–", other.child(4).text());
        assertTrue(page.text().contains("until the last leaf <had> stopped"), "told below the table");
    }

    @Test
    void aRunWhoseWorkloadsReportNothingHasNoSuchTable() {
        for (RunResults run : List.of(SampleRun.results(), RecordedRuns.read("quick-interrupted"))) {
            Document page = Jsoup.parse(Report.html(run, RunAnalyst.analyse(run), null));
            assertNull(page.selectFirst("[aria-label='Figures of the workload']"));
        }
    }

    @Test
    void recordsHoldWhatIsDeclaredAndOlderOnesAreReadWithout() throws IOException {
        RunResults run = run();
        Path file = folder.resolve(ResultsFile.NAME);
        SyntheticRun.write(run, file);
        assertEquals(run, ResultsFile.read(file));
        String text = Files.readString(file);
        String older = text.replaceFirst(",\"figures\":\\[\\{\"name\":\"stopTime\".*?\\}\\]", "");
        assertTrue(older.length() < text.length());
        Files.writeString(file, older);
        RunResults read = ResultsFile.read(file);
        assertEquals(List.of(), read.header().pilots().getFirst().figures());
        Document page = Jsoup.parse(Report.html(read, RunAnalyst.analyse(read), null));
        assertEquals( // by their names alone
                List.of("model", "still running", "stop time", "light: turnaround, mean", "light: turnaround, 95 %"),
                page.select("[aria-label='Figures of the workload'] thead th").eachText());
    }

    @Test
    void intervalsAreOfTheMeanOverTrialsAndAmountsNeverFallBelowZero() {
        CellResult cell = RunAnalyst.analyse(run()).experiments().getFirst().shown().stream()
                .filter(each -> each.cell().equals(THREADS.id()))
                .findFirst()
                .orElseThrow();
        Estimate stop = cell.workloadFigures().get("figure.stopTime");
        assertEquals(1.5e6, stop.estimate(), 1);
        assertTrue(stop.low() < 1.5e6 && stop.low() > 0.9e6 && stop.high() > 1.5e6, stop::toString);
        assertEquals(new Estimate(0, 0.0, 0.0), cell.workloadFigures().get("figure.stillRunning"));
        Estimate rare = Estimate.mean(List.of(0.0, 0.0, 0.0, 1.0));
        assertEquals(0.25, rare.estimate());
        assertEquals(0, rare.low());
        // Student's t of 3 degrees of freedom at 97 %, times a standard error of 1/4
        assertEquals(0.25 + 0.25 * 3.896, rare.high(), 0.01);
        assertEquals(Estimate.point(3), Estimate.mean(List.of(3.0)));
        assertTrue(Estimate.mean(List.of(-1.0, 1.0)).low() < 0);
    }

    @Test
    void theSummaryHasColumnsForThem() {
        RunResults run = run();
        List<String> lines =
                SummaryCsv.write(run, RunAnalyst.analyse(run)).lines().toList();
        assertTrue(
                lines.getFirst()
                        .endsWith(",figure_still_running,figure_still_running_low,figure_still_running_high,"
                                + "figure_stop_time,figure_stop_time_low,figure_stop_time_high,"
                                + "turnaround_light_mean,turnaround_light_mean_low,turnaround_light_mean_high,"
                                + "turnaround_light_p95,turnaround_light_p95_low,turnaround_light_p95_high"),
                lines.getFirst());
        assertTrue(lines.get(1).contains(",0.0,0.0,0.0,1500000.0,"), lines.get(1));
        assertTrue(lines.get(2).endsWith(",,,"), lines.get(2));
    }

    /** Eight rounds; of virtual-threads with times to stop of 1 ms and 2 ms in turn. */
    private static RunResults run() {
        RunResults plain = new SyntheticRun(1)
                .measured(THREADS, 1e5, Map.of("figure.stillRunning", 0.0))
                .measured(POOL, 2e5, Map.of("figure.stopTime", 4e6, "figure.stillRunning", 12.0))
                .results();
        List<TrialRecord> trials = plain.trials().stream()
                .map(trial -> trial.cell().equals(THREADS.id())
                        ? with(
                                trial,
                                Map.of(
                                        "figure.stopTime",
                                        trial.round() % 2 == 0 ? 1e6 : 2e6,
                                        "turnaround.light.mean",
                                        7e6,
                                        "turnaround.light.p95",
                                        9e6 + trial.round()))
                        : trial)
                .toList();
        RunHeader header = plain.header();
        PilotRecord pilot = new PilotRecord(THREADS.experiment(), 1e6, 256, true, false, DECLARED);
        return new RunResults(
                header.prepared(header.cells(), header.leftOut(), List.of(pilot), Map.of()),
                trials,
                plain.resumptions(),
                plain.end(),
                plain.torn(),
                plain.faults());
    }

    private static TrialRecord with(TrialRecord trial, Map<String, Double> more) {
        Map<String, Double> figures = new HashMap<>(trial.figures());
        figures.putAll(more);
        return new TrialRecord(
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
                trial.facts());
    }
}
