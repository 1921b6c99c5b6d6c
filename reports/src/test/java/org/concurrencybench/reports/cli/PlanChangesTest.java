package org.concurrencybench.reports.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PlanReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanChangesTest {
    private static final Catalog CATALOG = Catalog.load(PlanChangesTest.class.getClassLoader());

    @Test
    void withoutChangesThePlanStays() {
        Plan plan = PlanReader.read("quick");
        assertEquals(plan, none().apply(plan, CATALOG, List.of(), List.of()));
        assertEquals("", none().options());
    }

    @Test
    void everyOptionChangesItsPart() {
        PlanChanges changes = new PlanChanges(
                List.of("sequential"), List.of("sleep"), List.of("sleep.latency=7ms"), "3", 9, "2m", "4%", 6);
        Plan plan = changes.apply(PlanReader.read("quick"), CATALOG, List.of(), List.of());
        assertEquals(List.of("sequential"), plan.models());
        assertEquals(0.04, plan.precision(), 1e-12);
        assertEquals(Duration.ofMinutes(2), plan.budget());
        assertEquals(6, plan.minRounds());
        assertEquals(6, plan.maxRounds());
        Plan.PlannedWorkload sleep = plan.workloads().getFirst();
        assertEquals(1, plan.workloads().size());
        assertEquals(Map.of("latency", "7ms"), sleep.parameters());
        assertEquals("3", sleep.concurrency().orElseThrow());
        assertEquals(9, sleep.tasks());
        assertEquals(
                " --models=sequential --workloads=sleep --params=sleep.latency=7ms --concurrency=3 --tasks=9 --budget=2m"
                        + " --precision=4% --rounds=6",
                changes.options());
    }

    @Test
    void aWorkloadThatThePlanDoesNotHaveIsAddedWithItsDefaults() {
        PlanChanges changes =
                new PlanChanges(List.of(), List.of("classfile-parse"), List.of(), null, null, null, null, null);
        assertEquals(
                List.of(Plan.PlannedWorkload.of("classfile-parse")),
                changes.apply(PlanReader.read("smoke"), CATALOG, List.of(), List.of())
                        .workloads());
    }

    @Test
    void ownWorkloadsAndModelsAreMeasuredWithoutBeingNamed() {
        Plan plan = none().apply(PlanReader.read("smoke"), CATALOG, List.of("primes"), List.of("twin"));
        assertEquals("primes", plan.workloads().getFirst().id());
        assertTrue(plan.models().contains("twin") && plan.models().contains("sequential"), plan.models()::toString);
    }

    @Test
    void aPlanOfTheUsersOwnSaysWhichOfTheirWorkloadsAreMeasuredAndHow(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("own.toml"),
                "[[workloads]]\nid = \"sleep\"\ntasks = 7\n[[workloads]]\nid = \"sha256\"\ntasks = 9\n");
        Plan plan = PlanReader.read(file.toString());
        assertEquals(
                plan.workloads(),
                none().apply(plan, CATALOG, List.of("primes", "sha256"), List.of())
                        .workloads());
        assertEquals(
                List.of(Plan.PlannedWorkload.of("primes")),
                new PlanChanges(List.of(), List.of("primes"), List.of(), null, null, null, null, null)
                        .apply(plan, CATALOG, List.of("primes", "sha256"), List.of())
                        .workloads(),
                "the command line wins over the plan");
    }

    @Test
    void parametersOfAWorkloadThatIsNotMeasuredAreRefused() {
        PlanChanges changes =
                new PlanChanges(List.of(), List.of("sleep"), List.of("primes.limit=100"), null, null, null, null, null);
        String message = assertThrows(
                        UsageException.class,
                        () -> changes.apply(PlanReader.read("quick"), CATALOG, List.of(), List.of()))
                .getMessage();
        assertTrue(message.contains("'primes'") && message.contains("--workloads"), message);
    }

    private static PlanChanges none() {
        return new PlanChanges(List.of(), List.of(), List.of(), null, null, null, null, null);
    }
}
