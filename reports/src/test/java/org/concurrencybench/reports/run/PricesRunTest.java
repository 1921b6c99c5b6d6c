package org.concurrencybench.reports.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.prices.PriceCatalog;
import org.concurrencybench.core.prices.Where;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.plan.PriceCell;
import org.concurrencybench.reports.plan.PricePlan;
import org.concurrencybench.reports.records.PriceRecord;
import org.concurrencybench.reports.records.PricesPlanned;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticPrices;
import org.concurrencybench.reports.run.machine.Jvm;
import org.concurrencybench.reports.run.trial.PriceTrialRunner;
import org.concurrencybench.reports.run.trial.TrialJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Price lists measured by real trials. */
@Timeout(300)
class PricesRunTest {
    private static final String SHORT = """
            budget = "5m"
            min-rounds = %1$d
            max-rounds = %1$d
            [trial]
            heap = "64m"
            collector = "Serial"
            limit = "30s"
            [prices]
            only = ["%2$s"]
            warmup = "10ms"
            warmup-limit = "50ms"
            iterations = 2
            iteration = "2ms"
            """;

    @TempDir
    private Path folder;

    private static List<String> keys(RunResults run) {
        return run.prices().trials().stream()
                .map(trial -> trial.round() + " " + trial.position() + " " + trial.cell())
                .toList();
    }

    @Test
    @Tag("slow") // a JVM or two for each of fourteen trials
    void aListIsMeasuredRecordedAndGoesOnWhereItWasCutOff() throws Exception {
        String plan = SHORT.formatted(1, "counter-alone");
        InProcessRun runs = new InProcessRun(folder);
        RunResults whole = runs.run(plan, "whole");
        assertEquals(List.of(), whole.problems());
        assertEquals(RunEnd.Reason.ROUNDS, whole.end().reason());
        PricesPlanned planned = whole.prices().planned();
        assertEquals(
                Stream.of(Where.values()).map(Where::id).collect(Collectors.toSet()),
                planned.cells().stream().map(PriceCell::where).collect(Collectors.toSet()));
        assertEquals(planned.cells().size(), whole.prices().trials().size());
        for (PriceRecord trial : whole.prices().trials()) {
            assertTrue(trial.each() > 0 && trial.each() < 1e8, trial::toString);
            assertTrue(trial.seconds() > trial.measuringSeconds(), trial::toString);
        }

        assertTrue(whole.prices().trials().stream().anyMatch(trial -> trial.times() > 1), "a cheap one is done often");

        Path cut = Files.createDirectories(folder.resolve("cut"));
        List<String> lines = Files.readAllLines(runs.results("whole"));
        Files.writeString(
                cut.resolve("results.jsonl"),
                lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(2) + "\n"
                        + lines.get(3).substring(0, 50));
        RunResults resumed = runs.resume(plan, "cut");
        assertEquals(keys(whole), keys(resumed));
        assertEquals(
                whole.prices().trials().getFirst(), resumed.prices().trials().getFirst());
        assertTrue(runs.text().contains("resuming after 1 trial"), runs.text());

        UsageException other =
                assertThrows(UsageException.class, () -> runs.resume(SHORT.formatted(1, "lock-alone"), "cut"));
        assertTrue(other.getMessage().contains("prices: the list has changed"), other.getMessage());
    }

    @Test
    void aTrialThatCannotBeMadeIsARecordThatSaysWhy() throws Exception {
        Plan plan = PlanReader.read(Files.writeString(folder.resolve("p.toml"), SHORT.formatted(1, "queue"))
                .toString());
        PriceCell unknown = new PriceCell(
                "queue",
                "platform-threads",
                "of-nobody",
                "?",
                "org.concurrencybench.threads.prices.ThreadPrices",
                List.of());
        var runner = new PriceTrialRunner(
                new TrialJvm(plan.trial(), 2, folder),
                new Jvm("", InProcessRun.JAVA),
                System.getProperty("java.class.path"),
                SyntheticPrices.SHAPE,
                List.of(),
                folder);
        PriceRecord noSuch = runner.run(unknown, 60, 1, 1);
        assertTrue(
                noSuch.failure().message().contains("no price 'queue/platform-threads/of-nobody'"), noSuch::toString);
        PriceCell refused = new PriceCell(
                unknown.primitive(),
                unknown.where(),
                unknown.key(),
                "?",
                unknown.source(),
                List.of("-XX:NoSuchOption"));
        PriceRecord exited = runner.run(refused, 60, 1, 2);
        assertTrue(exited.failure().message().contains("exit code 1"), exited::toString);
        assertTrue(exited.failure().message().contains("NoSuchOption"), exited::toString);
        assertTrue(Files.notExists(folder.resolve("price-1-1")));
    }

    @Test
    void whatThisSystemOrJdkDoesNotHaveIsLeftOutWithTheReason() {
        PricePlan plan = PlanReader.read("prices").prices();
        List<PriceCatalog.Offer> offers = PriceCatalog.offers(getClass().getClassLoader());
        PricesPlanned on24 = PriceCells.of(plan, offers, 24);
        PricesPlanned on25 = PriceCells.of(plan, offers, 25);
        assertEquals(
                List.of("unit/virtual-threads/structured-scope"),
                on24.leftOut().stream()
                        .map(left -> left.cell().id())
                        .filter(id -> !id.startsWith("memory"))
                        .toList());
        assertEquals(1, on25.cells().size() - on24.cells().size());
        assertTrue(on24.leftOut().stream().allMatch(left -> left.reason().length() > 10));
    }

    @Test
    void thePlanFitsIntoItsBudget() {
        Plan plan = PlanReader.read("prices");
        PricesPlanned planned =
                PriceCells.of(plan.prices(), PriceCatalog.offers(getClass().getClassLoader()), 25);
        double seconds = plan.minRounds() * planned.cells().size() * PriceRounds.expectedSeconds(planned.shape());
        assertTrue(seconds < plan.budget().toSeconds(), seconds + " s");
        assertEquals(Optional.empty(), plan.workloads().stream().findAny());
    }
}
