package org.concurrencybench.reports.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.records.TrialRecord;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class WarmupPlotTest {
    private static final Cell CELL = SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY);

    @Test
    void warmUpsOfDifferentLengthEndTogether() {
        RunResults run =
                withWarmups(new SyntheticRun(1).rounds(5).measured(CELL, 1e6).results(), 12, 30, 7, 18, 25);
        Document page = page(run);
        List<String[]> traces = page.select("polyline.trace").stream()
                .map(trace -> trace.attr("points").split(" "))
                .toList();
        assertEquals(5, traces.size());
        assertEquals(
                List.of(20, 38, 15, 26, 33),
                traces.stream().map(trace -> trace.length).toList());
        assertEquals(
                1,
                traces.stream()
                        .map(trace -> x(trace[trace.length - 1]))
                        .distinct()
                        .count());
        assertTrue(x(traces.get(2)[0]) > x(traces.get(1)[0]), "the shorter one begins later");
    }

    @Test
    void thePageShowsAfterHowLongTrialsWereWarm() {
        RunResults run = new SyntheticRun(1)
                .measured(CELL, 1e6, Map.of(Metric.WARM_AFTER_SECONDS, 3.25), Map.of(TrialFacts.WARM, "yes"))
                .results();
        String text = page(run).text();
        assertTrue(text.contains("warm after"), text);
        assertTrue(text.contains("3.2 s") || text.contains("3.3 s"), text);
    }

    private static Document page(RunResults run) {
        return Jsoup.parse(Report.html(run, RunAnalyst.analyse(run), null));
    }

    private static double x(String point) {
        return Double.parseDouble(point.substring(0, point.indexOf(',')));
    }

    private static RunResults withWarmups(RunResults run, int... lengths) {
        List<TrialRecord> trials = new ArrayList<>();
        for (TrialRecord trial : run.trials()) {
            List<Double> warmup = Collections.nCopies(
                    lengths[trial.round() - 1], trial.iterations().getFirst());
            trials.add(new TrialRecord(
                    trial.round(),
                    trial.position(),
                    trial.cell(),
                    trial.startedAt(),
                    trial.seconds(),
                    trial.iterationSeconds(),
                    trial.failure(),
                    warmup,
                    trial.iterations(),
                    trial.figures(),
                    trial.facts()));
        }
        return new RunResults(run.header(), trials, run.resumptions(), run.end(), run.torn(), List.of());
    }
}
