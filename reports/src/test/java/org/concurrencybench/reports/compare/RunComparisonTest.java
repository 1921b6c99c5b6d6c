package org.concurrencybench.reports.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

class RunComparisonTest {
    private static final Cell POOL = SyntheticRun.cell("primes", "platform-pool", 2, Shape.STEADY);
    private static final Cell VIRTUAL = SyntheticRun.cell("primes", "virtual-threads", 2, Shape.STEADY);
    private static final Cell SLEEP = SyntheticRun.cell("sleep", "virtual-threads", 32, Shape.MAKESPAN);

    @Test
    void aCellThatTakesThirtyPercentLongerIsClearlySlowerAndComesFirst() {
        RunComparison comparison = compare(
                old -> old.measured(POOL, 1e6).measured(VIRTUAL, 1e6).measured(SLEEP, 5e4),
                fresh -> fresh.measured(POOL, 1e6).measured(VIRTUAL, 1.3e6).measured(SLEEP, 4e4));
        CellChange worst = comparison.changes().getFirst();
        assertEquals(VIRTUAL.id(), worst.cell());
        assertEquals("primes: virtual-threads", worst.name());
        assertEquals(Finding.CLEARLY_SLOWER, worst.finding());
        assertTrue(worst.timeRatio().low() < 1.3 && 1.3 < worst.timeRatio().high(), worst.toString());
        assertEquals(Finding.EQUAL, comparison.changes().get(1).finding());
        CellChange best = comparison.changes().getLast();
        assertEquals(Finding.CLEARLY_FASTER, best.finding());
        assertTrue(best.factor().low() < 1.25 && 1.25 < best.factor().high(), best.toString());
        assertTrue(comparison.hasRegression());
        assertEquals("1 cell clearly slower, 1 clearly faster, 1 practically equal", comparison.headline());
    }

    @Test
    void runsOfTheSameTruthAreHardlyEverToldApart() {
        int runs = 300;
        long apart = IntStream.range(0, runs)
                .filter(seed -> RunComparison.of(manyCells(2 * seed), manyCells(2 * seed + 1)).changes().stream()
                        .map(CellChange::finding)
                        .anyMatch(finding -> finding != Finding.EQUAL && finding != Finding.UNDECIDED))
                .count();
        // At most 5 % of the comparisons, plus three standard errors of the simulation.
        assertTrue(apart <= 300 * 0.05 + 3 * Math.sqrt(300 * 0.05 * 0.95), apart + " of " + runs);
    }

    @Test
    void thePrecisionIsTheLargerOneOfBothPlansUnlessOneIsAskedFor() {
        var old = new SyntheticRun(1).precision(0.03).measured(POOL, 1e6).results();
        var fresh = new SyntheticRun(2).precision(0.2).measured(POOL, 1e6).results();
        assertEquals(0.2, RunComparison.of(old, fresh).precision());
        assertEquals(0.2, RunComparison.of(fresh, old).precision());
        assertEquals(0.07, RunComparison.of(old, fresh, 0.07).precision());
    }

    @Test
    void fewerThanFiveTrialsInOneRunAreExploratory() {
        RunComparison comparison =
                compare(old -> old.rounds(4).measured(POOL, 1e6), fresh -> fresh.measured(POOL, 9e6));
        assertEquals(Finding.EXPLORATORY, comparison.changes().getFirst().finding());
        assertNull(comparison.changes().getFirst().adjustedP());
        assertFalse(comparison.hasRegression());
        assertEquals("1 cell no claim", comparison.headline());
    }

    @Test
    void cellsOfOneRunOnlyAreListed() {
        RunComparison comparison = compare(
                old -> old.measured(POOL, 1e6).measured(VIRTUAL, 1e6),
                fresh -> fresh.measured(POOL, 1e6).measured(SLEEP, 1e6));
        assertEquals(List.of(VIRTUAL.id()), comparison.onlyOld());
        assertEquals(List.of(SLEEP.id()), comparison.onlyNew());
        assertEquals(1, comparison.changes().size());
    }

    @Test
    void aBatchOfAnotherSizeIsComparedPerTaskWhereManyMakeAnIteration() {
        RunComparison comparison = compare(
                old -> old.measured(POOL, 1e6), fresh -> fresh.measured(SyntheticRun.withTasks(POOL, 100), 1e6));
        CellChange change = comparison.changes().getFirst();
        assertEquals(Finding.EQUAL, change.finding());
        assertEquals(List.of("batches of 256 tasks in OLD, 100 in NEW, compared per task"), change.notes());
    }

    @Test
    void aBatchOfAnotherSizeIsNotComparedWhereItIsTheIteration() {
        RunComparison comparison = compare(
                old -> old.measured(SLEEP, 1e5), fresh -> fresh.measured(SyntheticRun.withTasks(SLEEP, 100), 1e5));
        assertEquals(List.of(), comparison.changes());
        assertReason(comparison, "256 tasks in OLD, 100 in NEW");
        assertEquals("no cell can be compared", comparison.headline());
        assertTrue(comparison.hasCommonCells());
    }

    @Test
    void anotherShapeIsNotCompared() {
        Cell steady = SyntheticRun.cell("sleep", "virtual-threads", 32, Shape.STEADY);
        assertReason(
                compare(old -> old.measured(SLEEP, 1e5), fresh -> fresh.measured(steady, 1e5)),
                "one batch an iteration in OLD, many batches an iteration in NEW");
    }

    @Test
    void whatFailedWasLeftOutOrNeverTriedIsNotComparedAndSaysWhy() {
        assertReason(
                compare(
                        old -> old.measured(POOL, 1e6),
                        fresh -> fresh.failing(POOL, 1e6, Failure.Kind.TASK, "broken\nhere", 4)),
                "NEW: 2 of 8 trials failed: TASK: broken");
        assertReason(
                compare(old -> old.leftOut(POOL, "takes too long", null), fresh -> fresh.measured(POOL, 1e6)),
                "OLD: left out: takes too long");
        assertReason(
                compare(old -> old.rounds(0).measured(POOL, 1e6), fresh -> fresh.leftOut(POOL, "no", null)),
                "OLD: the run ended before its first trial; NEW: left out: no");
    }

    @Test
    void whatBreaksPhysicsInEitherRunIsNotCompared() {
        RunComparison comparison = compare(
                old -> old.measured(SLEEP, 1e5),
                fresh -> fresh.measured(SLEEP, 1e5, Map.of(Metric.BUSY_NANOS_PER_TASK, 1e9)));
        assertReason(comparison, "NEW: throughput above concurrency");
    }

    @Test
    void timesThatAreNoneAreNotCompared() {
        assertReason(
                compare(old -> old.measured(POOL, 1e6), fresh -> fresh.measured(POOL, 0)),
                "NEW: its times per task are no positive numbers");
    }

    @Test
    void aPointOfASweepIsComparedEvenWhenItIsTheOnlyOne() {
        Cell point = SyntheticRun.cell("primes", "process-pool", 4, Shape.STEADY, Role.SWEEP, "4 workers");
        RunComparison comparison = compare(
                old -> old.measured(POOL, 1e6).measured(point, 1e6),
                fresh -> fresh.measured(POOL, 1e6).measured(point, 2e6));
        assertEquals(point.id(), comparison.changes().getFirst().cell());
        assertEquals(Finding.CLEARLY_SLOWER, comparison.changes().getFirst().finding());
    }

    @Test
    void trialsThatNeverGetSteadyAllowNoClaim() {
        RunComparison comparison = compare(
                old -> old.iterations(10, 20, 0).measured(POOL, 1e6),
                fresh -> fresh.iterations(10, 20, 0.8).measured(POOL, 3e6));
        assertEquals(Finding.UNDECIDED, comparison.changes().getFirst().finding());
        assertEquals(
                List.of("no verdict, since in NEW too many trials of platform-pool never got steady: "
                        + "raise trial.warmup-limit, see Warnings"),
                comparison.changes().getFirst().notes());
    }

    @Test
    void cellsOfOneWorkloadWithOtherParametersAreNamedByThem() {
        Cell large = new Cell(
                "primes",
                Map.of("size", "512"),
                POOL.model(),
                POOL.family(),
                Map.of(),
                2,
                2,
                Shape.STEADY,
                List.of(Role.COMPARED),
                "",
                "",
                256,
                "");
        RunComparison comparison = compare(
                old -> old.measured(POOL, 1e6).measured(large, 9e6),
                fresh -> fresh.measured(POOL, 1e6).measured(large, 9e6));
        assertEquals(
                List.of("primes[size=512]: platform-pool", "primes[size=64]: platform-pool"),
                comparison.changes().stream().map(CellChange::name).sorted().toList());
    }

    @Test
    void anotherJdkAloneIsWhatIsCompared() {
        RunComparison comparison = compare(
                old -> old.measured(POOL, 1e6),
                fresh -> fresh.environment(RunHeader.MEASURED_JDK, "Temurin 26")
                        .environment("load at the start", "1.5")
                        .measured(POOL, 1e6));
        assertEquals(List.of(), comparison.doubts());
        assertEquals("Temurin 26 (NEW) against Temurin 25+36 (OLD): 1 cell practically equal", comparison.headline());
    }

    @Test
    void whateverElseDecidesSpeedIsADoubtAndTheJdkWithIt() {
        RunComparison comparison = compare(
                old -> old.environment(RunHeader.GOVERNOR, "powersave").measured(POOL, 1e6),
                fresh -> fresh.environment(RunHeader.GOVERNOR, "performance")
                        .environment(RunHeader.MEASURED_JDK, "Temurin 26")
                        .measured(POOL, 1e6));
        assertEquals(
                List.of(
                        "measured JDK differs: Temurin 25+36 in OLD, Temurin 26 in NEW",
                        "governor differs: powersave in OLD, performance in NEW"),
                comparison.doubts().stream().map(EnvironmentRow::words).toList());
        assertEquals(List.of(), comparison.otherMachine());
        assertEquals("1 cell practically equal", comparison.headline());
    }

    @Test
    void anotherProcessorOrNumberOfUsableCpusIsAnotherMachine() {
        assertEquals(
                List.of("processor differs: Example CPU, 2 cores in OLD, Other in NEW"),
                otherMachine(RunHeader.PROCESSOR, "Other"));
        assertEquals(
                List.of("cpus usable differs: 2 in OLD, 3 of 4 in NEW"), otherMachine(RunHeader.USABLE_CPUS, "3 of 4"));
        assertEquals(List.of(), otherMachine(RunHeader.USABLE_CPUS, "2 of 4"));
    }

    @Test
    void anotherSuiteAndTheSameRunTwiceAreNoticed() {
        RunComparison comparison = compare(
                old -> old.measured(POOL, 1e6), fresh -> fresh.suite("0.2.0").measured(POOL, 1e6));
        assertEquals(2, comparison.notices().size(), comparison.notices()::toString);
        assertTrue(comparison.notices().getFirst().contains("the same run"));
        assertTrue(comparison.notices().getLast().contains("0.1.0 in OLD, 0.2.0 in NEW"));
    }

    @Test
    void otherIterationsAreNoted() {
        RunComparison comparison = compare(
                old -> old.measured(POOL, 1e6),
                fresh -> fresh.startedAt("2026-11-23T00:00:00Z")
                        .iterations(1, 2, 0)
                        .measured(POOL, 1e6));
        assertEquals(
                List.of("iterations 4 + 8 in OLD, 1 + 2 in NEW"),
                comparison.changes().getFirst().notes());
        assertEquals(1, comparison.notices().size(), comparison.notices()::toString);
    }

    @Test
    void theMiddleOfManyRatiosIsTold() {
        assertNull(compare(old -> old.measured(POOL, 1e6), fresh -> fresh.measured(POOL, 1e6))
                .middle());
        String middle = RunComparison.of(manyCells(1), manyCells(2)).middle();
        assertTrue(middle.matches("The median of the 6 ratios NEW ÷ OLD is (0\\.9[89]|1\\.0[0-2])×; .*"), middle);
    }

    private static List<String> otherMachine(String entry, String value) {
        return compare(
                        old -> old.measured(POOL, 1e6),
                        fresh -> fresh.environment(entry, value).measured(POOL, 1e6))
                .otherMachine()
                .stream()
                .map(EnvironmentRow::words)
                .toList();
    }

    private static void assertReason(RunComparison comparison, String reason) {
        assertEquals(List.of(), comparison.changes());
        assertEquals(1, comparison.notCompared().size());
        String text = comparison.notCompared().getFirst().reason();
        assertTrue(text.contains(reason), text);
    }

    private static RunComparison compare(UnaryOperator<SyntheticRun> old, UnaryOperator<SyntheticRun> fresh) {
        return RunComparison.of(
                old.apply(new SyntheticRun(1)).results(),
                fresh.apply(new SyntheticRun(2)).results());
    }

    private static RunResults manyCells(int seed) {
        SyntheticRun run = new SyntheticRun(seed).noise(0.04, 0.01);
        for (int i = 0; i < 6; i++) {
            run.measured(SyntheticRun.cell("w" + i, "platform-pool", 2, Shape.STEADY), 1e6);
        }
        return run.results();
    }
}
