package org.concurrencybench.reports.analysis.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.analysis.RunAnalystTest;
import org.concurrencybench.reports.compare.FigureKind;
import org.concurrencybench.reports.compare.RunComparison;
import org.concurrencybench.reports.csv.ResultsCsv;
import org.concurrencybench.reports.csv.SummaryCsv;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.CapacityResult;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.OfferedLoadResult;
import org.concurrencybench.reports.findings.VerdictTable;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.plan.Load;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyAnalystTest {
    private static final Load EIGHTY = SyntheticLoads.EIGHTY;

    @TempDir
    private Path folder;

    @Test
    void eachPercentileIsComparedOverTheTrials() {
        OfferedLoadResult load = only(new SyntheticLoads()
                .measured("process-pool", EIGHTY, 30)
                .measured("virtual-threads", EIGHTY, 20)
                .measured("platform-pool", EIGHTY, 20.1));
        assertEquals(1000, load.rate());
        OfferedLoadResult.Model slow = load.models().getLast();
        assertEquals("process-pool", slow.name());
        for (String percentile : List.of("50", "90", "99", "99.9")) {
            OfferedLoadResult.Percentile of = slow.all().latency(percentile);
            assertNotNull(of);
            assertEquals(Finding.CLEARLY_SLOWER, of.standing(), percentile);
            assertNotNull(of.ratio());
            assertEquals(1.5, of.ratio().estimate(), 0.1);
        }
        OfferedLoadResult.Percentile high = slow.all().latency("99");
        assertNotNull(high);
        assertEquals(120e6, high.nanos().estimate(), 8e6);
        assertTrue(high.nanos().lowOrEstimate() < 120e6 && high.nanos().highOrEstimate() > 120e6, high.toString());
        assertNull(slow.all().latency("95"), "no trial has it");
        String sentence = load.sentences().getFirst();
        assertTrue(sentence.startsWith("At 1000 tasks per second, 99 % of the tasks end within "), sentence);
        assertTrue(sentence.contains("practically equal") && sentence.contains("clearly slower"), sentence);
    }

    @Test
    void whatDoesNotSustainTheLoadIsShownAndNotCompared() {
        OfferedLoadResult load = only(new SyntheticLoads()
                .measured("sequential", EIGHTY, 5, 5000, 6000)
                .measured("platform-pool", EIGHTY, 20)
                .measured("virtual-threads", EIGHTY, 20));
        OfferedLoadResult.Model overloaded = load.models().getLast();
        assertEquals("sequential", overloaded.name());
        assertFalse(overloaded.sustained());
        assertEquals(30_000, overloaded.timedOut());
        assertNotNull(overloaded.all().latency("50"));
        assertNull(overloaded.all().latency("50").standing());
        assertNull(overloaded.all().latency("99"), "these timed out");
        assertTrue(load.models().getFirst().sustained());
        assertTrue(
                load.sentences().getLast().contains("pile up on sequential"),
                load.sentences().toString());
    }

    @Test
    void whatWasNotWarmGetsNoVerdictAndSaysWhatToRaise() {
        RunResults run = new SyntheticLoads()
                .measured("platform-pool", EIGHTY, 20)
                .warm(false)
                .measured("process-pool", EIGHTY, 60)
                .seeking("process-pool", 500)
                .warm(true)
                .seeking("platform-pool", 1000)
                .in(new SyntheticRun(3));
        Analysis analysis = RunAnalyst.analyse(run);
        OfferedLoadResult load = analysis.latencies().getFirst();
        OfferedLoadResult.Model cold = load.models().getLast();
        assertEquals(6, cold.cold());
        assertNotNull(cold.all().latency("99"));
        assertEquals(Finding.UNDECIDED, cold.all().latency("99").standing(), "three times as long, and yet");
        assertEquals(
                "Not warm when the load began, and so without a verdict: process-pool. Raise trial.warmup-limit of the plan.",
                load.sentences().getLast());
        assertEquals(0, load.models().getFirst().cold());
        Warning warning = analysis.warnings().stream()
                .filter(one -> one.kind() == Warning.Kind.NOT_WARM_UNDER_LOAD)
                .findFirst()
                .orElseThrow();
        assertEquals(2, warning.where().size(), "the load and the search of process-pool");
        assertEquals("6 of 6 trials", warning.where().getFirst().seen());
        CapacityResult sought = analysis.capacities().getFirst();
        assertEquals(Finding.UNDECIDED, sought.models().getLast().standing());
        assertTrue(
                sought.sentence().endsWith("without a verdict: process-pool. Raise trial.warmup-limit of the plan."),
                sought.sentence());
        String table = VerdictTable.of(analysis, folder);
        assertTrue(table.contains("  not warm, no verdict: process-pool\n"), table);
        RunComparison apart = RunComparison.of(run, run);
        assertEquals(
                Finding.UNDECIDED,
                apart.figures(FigureKind.CAPACITY).stream()
                        .filter(change -> change.name().contains("process-pool"))
                        .findFirst()
                        .orElseThrow()
                        .finding());
    }

    @Test
    void othersOnTheMachineAreWarnedOfUnderLoadsToo() {
        Analysis analysis = RunAnalyst.analyse(new SyntheticLoads()
                .others(1.2)
                .measured("platform-pool", EIGHTY, 20)
                .in(new SyntheticRun(3)));
        assertEquals(
                List.of(Warning.Kind.MACHINE_BUSY),
                analysis.warnings().stream().map(Warning::kind).toList());
        assertTrue(
                analysis.warnings().getFirst().text().contains("during 6 of 6 trials"), analysis.warnings()::toString);
    }

    @Test
    void fewTrialsAreExploratory() {
        OfferedLoadResult load = only(new SyntheticLoads()
                .rounds(3)
                .measured("platform-pool", EIGHTY, 20)
                .measured("process-pool", EIGHTY, 60));
        OfferedLoadResult.Percentile slow = load.models().getLast().all().latency("99");
        assertNotNull(slow);
        assertEquals(Finding.EXPLORATORY, slow.standing());
        assertTrue(
                load.sentences().getFirst().contains("(exploratory)"),
                load.sentences().toString());
    }

    @Test
    void labelsHaveRowsOfTheirOwn() {
        OfferedLoadResult load =
                only(new SyntheticLoads().measured("platform-pool", EIGHTY, 20).measured("process-pool", EIGHTY, 40));
        OfferedLoadResult.Part light = load.models().getLast().parts().get(1);
        assertEquals("light", light.label());
        OfferedLoadResult.Percentile median = light.latency("50");
        assertNotNull(median);
        assertEquals(20e6, median.nanos().estimate(), 2e6);
        assertEquals(Finding.CLEARLY_SLOWER, median.standing());
    }

    @Test
    void loadsDoNotTouchWhatWasMeasuredInBatches() {
        SyntheticRun batches = batches();
        RunResults alone = batches().results();
        RunResults both = new SyntheticLoads()
                .measured("platform-pool", EIGHTY, 20)
                .measured("process-pool", EIGHTY, 40)
                .in(batches);
        Analysis with = RunAnalyst.analyse(both);
        Analysis without = RunAnalyst.analyse(alone);
        assertEquals(without.experiments(), with.experiments());
        assertEquals(without.warnings(), with.warnings());
        assertEquals(ResultsCsv.write(alone), ResultsCsv.write(both));
        assertEquals(SummaryCsv.write(alone, without), SummaryCsv.write(both, with));
        assertEquals(without.measuredTrials() + 12, with.measuredTrials());
        assertEquals(1, with.latencies().size());
    }

    @Test
    void recordsAreReadAsTheyWereWritten() throws Exception {
        RunResults run = new SyntheticLoads()
                .measured("platform-pool", EIGHTY, 20)
                .failing("process-pool", EIGHTY, "no route")
                .in(batches());
        Path file = folder.resolve(ResultsFile.NAME);
        SyntheticRun.write(run, file);
        RunResults read = ResultsFile.read(file);
        assertEquals(run.trials(), read.trials());
        assertEquals(run.header().cells(), read.header().cells());
        assertEquals(List.of(), read.faults());
        assertEquals(1, read.problems().size(), read.problems().toString());
    }

    @Test
    void theTableForTerminalsHasAllModelsInEightyColumns() {
        Analysis analysis = RunAnalyst.analyse(new SyntheticLoads()
                .measured("platform-pool", EIGHTY, 20)
                .measured("a-model-with-quite-a-long-name-of-its-own", EIGHTY, 40)
                .measured("sequential", EIGHTY, 900, 5000, 6000)
                .failing("event-loop", EIGHTY, "no route")
                .in(new SyntheticRun(3)));
        String table = VerdictTable.of(analysis, Path.of("index.html"));
        List<String> lines = table.lines().toList();
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), table);
        assertEquals("http-fetch at 1000 per second (80 % of platform-pool)", lines.getFirst());
        assertTrue(
                lines.get(2).matches("  platform-pool +\\d+\\.?\\d* ms +\\d+\\.?\\d* ms +\\d+\\.?\\d* ms +\\d+ ms"),
                table);
        assertTrue(table.contains("not sustained"), table);
        assertTrue(table.contains("1 cell failed"), table);
        assertTrue(table.chars().allMatch(c -> c == '\n' || (c >= 0x20 && c <= 0x7e)), table);
    }

    private static SyntheticRun batches() {
        return RunAnalystTest.run()
                .measured(RunAnalystTest.waiting("virtual-threads"), 1e5)
                .measured(RunAnalystTest.waiting("platform-pool"), 5e5);
    }

    private static OfferedLoadResult only(SyntheticLoads loads) {
        List<OfferedLoadResult> results =
                RunAnalyst.analyse(loads.in(new SyntheticRun(3))).latencies();
        assertEquals(1, results.size());
        return results.getFirst();
    }
}
