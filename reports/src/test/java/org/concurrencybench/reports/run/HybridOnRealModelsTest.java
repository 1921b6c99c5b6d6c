package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hybrid on the models of the other modules, which its own module does not see. */
@Timeout(120)
class HybridOnRealModelsTest {
    private final Catalog catalog = Catalog.load(getClass().getClassLoader());
    private final ConcurrencyModel hybrid = catalog.model("hybrid");

    private record Digested<I, O>(I input, Workload<I, O> workload, CompletableFuture<Long> digest)
            implements Task<I, O> {
        @Override
        public void succeeded(O output, long busyNanos) {
            digest.complete(workload.digest(output));
        }

        @Override
        public void failed(Throwable cause) {
            digest.completeExceptionally(cause);
        }
    }

    private Settings settings(String waitsOn) {
        return new Settings(2, 16, Values.of("hybrid", hybrid.settings(), Map.of("waits-on", waitsOn)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual-threads", "completable-future"})
    void servesTheMixedKitchenAsItShould(String waitsOn) throws Exception {
        serve(catalog.workload("mixed-kitchen"), waitsOn);
    }

    private <I, O> void serve(Workload<I, O> kitchen, String waitsOn) throws Exception {
        Values parameters = Values.of(
                "mixed-kitchen", kitchen.parameters(), Map.of("grill", "4", "grill-time", "1ms", "ingredients", "200"));
        ConfiguredWorkload<I, O> configured = new ConfiguredWorkload<>(kitchen, parameters, Map.of());
        kitchen.open(configured.jvmContext(1));
        List<CompletableFuture<Long>> digests = new ArrayList<>();
        try (Session<I, O> session = hybrid.open(configured, settings(waitsOn))) {
            for (int index = 0; index < 100; index++) {
                var task = new Digested<>(kitchen.input(index), kitchen, new CompletableFuture<>());
                digests.add(task.digest());
                session.submit(task);
            }
            session.flush();
            for (int index = 0; index < 100; index++) {
                assertEquals(
                        kitchen.expected(index).orElseThrow(),
                        digests.get(index).get(60, TimeUnit.SECONDS));
            }
            assertEquals("2", session.inEffect().get("workers"));
            assertEquals(2, session.jvms());
            assertTrue(session.account().get(Session.CROSSED_BYTES_PER_TASK) > 0, "the salads were made elsewhere");
        }
    }

    @Test
    @Tag("slow")
    @Timeout(600)
    void aTrialOnTheLoopHasTheJvmArgumentsOfTheLoop(@TempDir Path folder) throws Exception {
        List<String> needed =
                catalog.model("event-loop").jvmArguments(Runtime.version().feature());
        assertEquals(1, needed.size());
        String shortTrials =
                InProcessRun.SHORT_TRIALS.formatted(1, "\"hybrid\"").replace("limit = \"4s\"", "limit = \"60s\"");
        RunResults results = new InProcessRun(folder).run(shortTrials + """
                        [[workloads]]
                        id = "mixed-kitchen"
                        tasks = 8
                        concurrency = "4"
                        parameters = { grill-time = "1ms", ingredients = "200" }
                        variants = [{ model = "hybrid", label = "loop", settings = { waits-on = "event-loop" } }]
                        """, "loop");
        assertEquals(2, results.trials().size());
        for (TrialRecord trial : results.trials()) {
            assertNull(trial.failure());
            List<String> given =
                    List.of(trial.facts().get(TrialFacts.JVM_ARGUMENTS).split(" "));
            assertEquals(
                    trial.cell().contains("event-loop") ? needed : List.of(),
                    given.stream().filter(needed::contains).toList(),
                    trial.cell());
        }
    }

    @Test
    void whatItCanWaitOnByDefaultIsThere() {
        hybrid.check(new Settings(2, 16, Values.of("hybrid", hybrid.settings(), Map.of())));
    }
}
