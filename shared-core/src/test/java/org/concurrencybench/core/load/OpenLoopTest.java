package org.concurrencybench.core.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final long MILLI = 1_000_000;
    private static final OfferedLoad LOAD =
            new OfferedLoad(1000, 1, Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(2), 42);

    @Test
    void latencyIsThatOfTheModelWhereNothingWaits() throws Exception {
        LoadReport report = run(new ScriptedModel(task -> 3 * MILLI), Integer.MAX_VALUE);
        assertEquals(20_000, report.arrivals(), 5 * Math.sqrt(20_000));
        assertEquals(report.arrivals(), report.completed());
        assertEquals(0, report.refused() + report.timedOut());
        assertEquals(1000, report.completedPerSecond(), 40);
        LoadReport.Part all = report.parts().getFirst();
        for (String percentile : List.of("50", "90", "99", "99.9")) {
            assertEquals(3 * MILLI, all.latency().get(percentile), 0.002 * 3 * MILLI, percentile);
            assertEquals(3 * MILLI, all.service().get(percentile), 0.002 * 3 * MILLI, percentile);
        }
        assertNull(all.latency().get("99.99"), "it takes 100,000 tasks");
        assertEquals(0.0, report.lag().get("99"));
        assertTrue(report.unfinished() < 20, "" + report.unfinished());
    }

    @Test
    void tasksThatWereHeldUpInSubmitAreLateFromWhenTheyWereDue() throws Exception {
        ScriptedModel[] model = new ScriptedModel[1];
        model[0] = new ScriptedModel(task -> {
            if (task == 5000) {
                model[0].block(1000 * MILLI);
            }
            return MILLI;
        });
        LoadReport report = run(model[0], Integer.MAX_VALUE);
        LoadReport.Part all = report.parts().getFirst();
        assertTrue(all.most() >= 1001 * MILLI, "the stall in full: " + all.most());
        // One of 20 seconds: the latencies of a twentieth of the tasks fall from 1001 ms to 1 ms.
        assertEquals(801 * MILLI, all.latency().get("99"), 100 * MILLI);
        assertEquals(MILLI, all.service().get("99.9"), 0.002 * MILLI);
        assertEquals(0.0, report.lag().get("99.9"), "the model held the generator, it was not late itself");
        assertEquals(1000.0 / 21_000, report.blocked(), 0.001);
    }

    @Test
    void backlogsOfAModelWhoseSubmitWaitsForAPlaceAreSeen() throws Exception {
        ScriptedModel[] model = new ScriptedModel[1];
        model[0] = new ScriptedModel(task -> {
            model[0].block(105 * MILLI / 100);
            return MILLI;
        });
        LoadReport report = run(model[0], Integer.MAX_VALUE);
        assertEquals(0, report.timedOut());
        assertEquals(1000, report.unfinished(), 500, "a twentieth too slow for 21 seconds");
    }

    @Test
    void timeOutsAreCountedAndHideThePercentilesThatTheyAre() throws Exception {
        LoadReport report = run(new ScriptedModel(task -> task % 50 == 0 ? 3000 * MILLI : MILLI), Integer.MAX_VALUE);
        LoadReport.Part all = report.parts().getFirst();
        assertEquals(0.02, (double) report.timedOut() / report.arrivals(), 0.001);
        assertEquals(report.arrivals(), report.timedOut() + report.completed());
        assertNotNull(all.latency().get("95"));
        assertNull(all.latency().get("99"), "the 99th percentile timed out");
        assertTrue(all.most() < 2 * MILLI);
    }

    @Test
    void tasksThatNeverEndTimeOut() throws Exception {
        LoadReport report = run(new ScriptedModel(task -> task % 2 == 0 ? -1 : MILLI), Integer.MAX_VALUE);
        assertEquals(0.5, (double) report.timedOut() / report.arrivals(), 0.001);
        assertEquals(0, report.refused());
        assertTrue(report.unfinished() > 10_000, "" + report.unfinished());
        assertNull(report.parts().getFirst().latency().get("90"));
    }

    @Test
    void refusalsOfTheModelAndOfTheDriverAreCounted() throws Exception {
        LoadReport byModel = run(
                new ScriptedModel(task -> {
                    if (task % 10 == 0) {
                        throw new RejectedExecutionException("full");
                    }
                    return MILLI;
                }),
                Integer.MAX_VALUE);
        assertEquals(0.1, (double) byModel.refused() / byModel.arrivals(), 0.001);
        assertEquals(0, byModel.timedOut());
        assertNull(byModel.parts().getFirst().latency().get("95"));
        LoadReport byDriver = run(new ScriptedModel(task -> 100 * MILLI), 10);
        // Ten at once of 100 ms: a tenth of what arrives.
        assertEquals(0.9, (double) byDriver.refused() / byDriver.arrivals(), 0.03);
    }

    @Test
    void aDriverThatIsHeldForEverGivesUp() throws Exception {
        ScriptedModel[] model = new ScriptedModel[1];
        model[0] = new ScriptedModel(task -> {
            model[0].block(100 * MILLI); // a hundred times as slow as tasks arrive
            return 0;
        });
        LoadReport report = run(model[0], Integer.MAX_VALUE);
        assertTrue(report.timedOut() > 0.9 * report.arrivals(), report.timedOut() + " of " + report.arrivals());
        assertEquals(10, report.completedPerSecond(), 1);
    }

    @Test
    void labelsAreKeptApart() throws Exception {
        OpenLoop<Integer, Integer> loop = loop(
                new ScriptedModel(task -> task % 4 == 3 ? 50 * MILLI : MILLI),
                List.of(0, 1, 2, 3),
                List.of("light", "light", "light", "heavy"),
                Integer.MAX_VALUE);
        LoadReport report = loop.run(LOAD);
        assertEquals(
                List.of("", "heavy", "light"),
                report.parts().stream().map(LoadReport.Part::label).toList());
        assertEquals(50 * MILLI, report.parts().get(1).latency().get("50"), 0.1 * MILLI);
        assertEquals(MILLI, report.parts().get(2).latency().get("99"), 0.1 * MILLI);
        assertEquals(
                report.arrivals(),
                report.parts().get(1).arrivals() + report.parts().get(2).arrivals());
        assertEquals(report, LoadReport.of(report.properties()));
    }

    @Test
    void aWrongOutputEndsTheLoopWithItsCause() {
        IllegalStateException wrong = new IllegalStateException("not 7");
        ScriptedModel model = new ScriptedModel(task -> MILLI);
        OpenLoop<Integer, Integer> loop = new OpenLoop<>(
                model,
                List.of(7, 8),
                List.of("", ""),
                (input, output) -> {
                    if (output == 8) {
                        throw wrong;
                    }
                },
                model,
                Integer.MAX_VALUE);
        LoadFailedException failed = assertThrows(LoadFailedException.class, () -> loop.run(LOAD));
        assertSame(wrong, failed.getCause());
        assertEquals(1, failed.input());
    }

    @Test
    void whatWasGatheredIsFlushedBeforeTheDriverWaits() throws Exception {
        ScriptedModel model = new ScriptedModel(task -> MILLI);
        OfferedLoad bursts =
                new OfferedLoad(1000, 100, Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(1), 1);
        LoadReport report =
                loop(model, List.of(0), List.of(""), Integer.MAX_VALUE).run(bursts);
        assertEquals(report.arrivals() / 100, model.flushes());
    }

    private static LoadReport run(ScriptedModel model, int mostOutstanding) throws Exception {
        return loop(model, List.of(0, 1, 2), List.of("", "", ""), mostOutstanding)
                .run(LOAD);
    }

    private static OpenLoop<Integer, Integer> loop(
            ScriptedModel model, List<Integer> inputs, List<String> labels, int mostOutstanding) {
        return new OpenLoop<>(
                model,
                inputs,
                labels,
                (input, output) -> assertEquals(inputs.get(input), output),
                model,
                mostOutstanding);
    }
}
