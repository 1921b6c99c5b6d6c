package org.concurrencybench.reports.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellPlannerTest {
    private static final int CPUS = 4;
    private static final List<String> MODELS = List.of("sequential", "platform-pool", "process-pool");

    private final CellPlanner planner = new CellPlanner(Catalog.load(getClass().getClassLoader()), CPUS);

    @Test
    void computingModelsAreComparedAtConcurrencyEqualToCpus() {
        for (Cell cell : cells(workload("sha256", null, List.of(), null))) {
            assertEquals(CPUS, cell.cpus(), cell.id());
            assertEquals(cell.model().equals("sequential") ? 1 : CPUS, cell.concurrency(), cell.id());
            assertEquals(List.of(Role.COMPARED), cell.roles());
        }
    }

    @Test
    void waitingModelsAreComparedAtEqualConcurrencyAboveCpus() {
        List<Cell> cells = cells(workload("sleep", null, List.of(), null));
        assertEquals(1, find(cells, "sequential").concurrency());
        int pool = find(cells, "platform-pool").concurrency();
        assertTrue(pool > CPUS);
        assertEquals(pool, find(cells, "process-pool").concurrency());
    }

    @Test
    void theConcurrencyOfThePlanHoldsForAllThatCanHaveIt() {
        List<Cell> cells = cells(workload("sleep", "32", List.of(), null));
        assertEquals(1, find(cells, "sequential").concurrency());
        assertEquals(32, find(cells, "platform-pool").concurrency());
        assertEquals(32, find(cells, "process-pool").concurrency());
    }

    @Test
    void eachJvmGetsEveryCellUnderItsLabelAndASingleOneChangesNoId() throws Exception {
        Plan plan = PlanReader.read("full");
        Catalog catalog = Catalog.load(getClass().getClassLoader());
        List<Cell> one = all(new CellPlanner(catalog, 2).experiments(plan));
        List<Cell> two = all(new CellPlanner(catalog, 2, List.of("21.0.5", "25.0.1")).experiments(plan));
        assertEquals(
                "primes[limit=7000]/sequential[concurrency=1,cpus=2]",
                one.getFirst().id());
        assertEquals("sequential", one.getFirst().displayName());
        assertEquals(
                "primes[limit=7000]/sequential[concurrency=1,cpus=2,jvm=21.0.5]",
                two.get(0).id());
        assertEquals(
                "primes[limit=7000]/sequential[concurrency=1,cpus=2,jvm=25.0.1]",
                two.get(1).id());
        assertEquals("sequential (JDK 25.0.1)", two.get(1).displayName());
        assertEquals(2 * one.size(), two.stream().map(Cell::id).distinct().count());
        assertEquals(one, two.stream().map(cell -> cell.on("")).distinct().toList());
        assertTrue(two.stream()
                .anyMatch(cell -> cell.displayName().equals("process-pool (JDK 25.0.1, one-task workers)")));
    }

    private static List<Cell> all(List<PlannedExperiment> planned) {
        return planned.stream().flatMap(each -> each.cells().stream()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "lots", "1.5", "", "99999999", "CPUS"})
    void anUnknownConcurrencyIsRefusedWithWhatIsAllowed(String text) {
        UsageException refused =
                assertThrows(UsageException.class, () -> cells(workload("sleep", text, List.of(), null)));
        assertEquals(
                "concurrency of sleep cannot be '" + text + "': write a whole number from 1, cpus or unbounded",
                refused.getMessage());
    }

    @Test
    void aVariantStandsBesideUnderItsLabelWithItsOwnSettings() {
        Plan.Variant variant = new Plan.Variant(
                "process-pool", "one-task workers", Optional.of("cpus"), Map.of("slots", "1"), "", false);
        Plan.Variant unbounded =
                new Plan.Variant("process-pool", "unbounded", Optional.of("unbounded"), Map.of("slots", "4"), "", true);
        List<Cell> cells = cells(workload("sleep", "32", List.of(variant, unbounded), null));
        Cell beside = cells.get(MODELS.size());
        assertEquals("process-pool (one-task workers)", beside.displayName());
        assertEquals(CPUS, beside.concurrency());
        assertEquals(Map.of("slots", "1"), beside.settings());
        assertEquals(List.of(Role.BESIDE), beside.roles());
        Cell compared = cells.get(MODELS.size() + 1);
        assertEquals(Settings.UNBOUNDED, compared.concurrency());
        assertEquals("unbounded", compared.concurrencyText());
        assertEquals(List.of(Role.COMPARED), compared.roles());
    }

    @Test
    void theSweepSharesTheComparedCellWhereWorkersAreTheCpus() {
        List<Cell> cells =
                cells(workload("primes", null, List.of(), new Plan.Sweep("process-pool", List.of(1, 2, CPUS, 8))));
        List<Cell> swept = cells.stream().filter(cell -> cell.has(Role.SWEEP)).toList();
        assertEquals(4, swept.size());
        for (Cell cell : swept) {
            assertEquals(Integer.toString(cell.concurrency()), cell.settings().get("workers"));
            assertEquals(cell.concurrency() == CPUS, cell.has(Role.COMPARED), cell.id());
        }
        assertEquals(MODELS.size() + 3, cells.size());
    }

    @Test
    void aSweepOverThreadsSetsTheConcurrencyAlone() {
        List<Cell> cells = cells(workload(
                "primes",
                null,
                List.of(),
                new Plan.Sweep(List.of("platform-pool", "process-pool"), List.of(1, CPUS, 8))));
        List<Cell> threads = cells.stream()
                .filter(cell -> cell.has(Role.SWEEP) && cell.model().equals("platform-pool"))
                .toList();
        assertEquals(
                List.of(CPUS, 1, 8), threads.stream().map(Cell::concurrency).toList());
        threads.forEach(cell -> assertEquals(Map.of(), cell.settings()));
        assertEquals(
                3,
                cells.stream()
                        .filter(cell -> cell.has(Role.SWEEP) && cell.settings().containsKey("workers"))
                        .count());
        assertEquals(MODELS.size() + 4, cells.size());
    }

    @Test
    void theSameCellTwiceIsRefused() {
        Plan.Variant same = new Plan.Variant("platform-pool", "again", Optional.empty(), Map.of(), "", false);
        UsageException refused =
                assertThrows(UsageException.class, () -> cells(workload("sha256", null, List.of(same), null)));
        assertTrue(refused.getMessage().contains("twice"), refused.getMessage());
        assertTrue(refused.getMessage().contains("sha256[size=4096]/platform-pool"), refused.getMessage());
    }

    @Test
    void namesThatNobodyKnowsAreRefusedInVariantsAndSweepsToo() {
        Plan.Variant variant = new Plan.Variant("platform-pol", "x", Optional.empty(), Map.of(), "", false);
        assertUnknown("platform-pol", workload("sha256", null, List.of(variant), null));
        assertUnknown("proces-pool", workload("sha256", null, List.of(), new Plan.Sweep("proces-pool", List.of(1))));
        assertUnknown("sha257", workload("sha257", null, List.of(), null));
    }

    @Test
    void aVariantOfAModelThatIsNotComparedIsLeftOut() {
        Plan.Variant other = new Plan.Variant("virtual-threads", "x", Optional.empty(), Map.of(), "", false);
        assertEquals(
                MODELS.size(),
                cells(workload("sha256", null, List.of(other), null)).size());
    }

    @Test
    void aSettingThatTheModelLacksIsRefused() {
        Plan.Variant variant = new Plan.Variant("process-pool", "x", Optional.empty(), Map.of("slot", "1"), "", false);
        UsageException refused =
                assertThrows(UsageException.class, () -> cells(workload("sha256", null, List.of(variant), null)));
        assertTrue(
                refused.getMessage().startsWith("model 'process-pool' has no 'slot'; known: "), refused.getMessage());
    }

    private void assertUnknown(String name, Plan.PlannedWorkload workload) {
        UsageException refused = assertThrows(UsageException.class, () -> cells(workload));
        assertTrue(refused.getMessage().contains("'" + name + "'; known: "), refused.getMessage());
    }

    private List<Cell> cells(Plan.PlannedWorkload workload) {
        Plan.TrialShape shape = new Plan.TrialShape(
                Duration.ofSeconds(3),
                Duration.ofSeconds(8),
                1,
                Duration.ofMillis(20),
                64,
                "G1",
                Duration.ofSeconds(5));
        return planner.cells(
                new Plan("p", "", 0.1, Duration.ofMinutes(1), 1, 1, MODELS, List.of(), shape, List.of(workload)),
                workload);
    }

    private static Cell find(List<Cell> cells, String model) {
        return cells.stream()
                .filter(cell -> cell.model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    private static Plan.PlannedWorkload workload(
            String id, String concurrency, List<Plan.Variant> variants, Plan.Sweep sweep) {
        return new Plan.PlannedWorkload(
                id,
                0,
                0,
                Optional.ofNullable(concurrency),
                Optional.empty(),
                Map.of(),
                variants,
                Optional.ofNullable(sweep));
    }
}
