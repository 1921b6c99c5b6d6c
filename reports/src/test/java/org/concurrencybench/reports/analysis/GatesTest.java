package org.concurrencybench.reports.analysis;

import static org.concurrencybench.reports.analysis.RunAnalystTest.analysis;
import static org.concurrencybench.reports.analysis.RunAnalystTest.computing;
import static org.concurrencybench.reports.analysis.RunAnalystTest.run;
import static org.concurrencybench.reports.analysis.RunAnalystTest.waiting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.SyntheticRun;
import org.junit.jupiter.api.Test;

/** Every gate trips where it should, and lets pass what is like it but well. */
class GatesTest {
    @Test
    void whatIsWellPassesEveryGate() {
        assertEquals(List.of(), flags(run().measured(computing("platform-pool", 2), 1e6)));
        assertEquals(List.of(), flags(run().measured(waiting("platform-pool"), 1e6)));
        assertEquals(
                List.of(),
                analysis(run().measured(waiting("platform-pool"), 1e6)).warnings());
    }

    @Test
    void everyFlagThatBarsSaysWhyInAWordOrTwo() {
        List<Flag> barring = Arrays.stream(Flag.values()).filter(Flag::bars).toList();
        assertEquals(
                List.of(
                        Flag.WRONG_RESULT,
                        Flag.SETTINGS_NOT_IN_EFFECT,
                        Flag.FASTER_THAN_ITS_CORES,
                        Flag.TOO_MANY_IN_FLIGHT,
                        Flag.FASTER_THAN_ITS_TASKS),
                barring);
        assertTrue(barring.stream().allMatch(flag -> flag.words().endsWith(", not ranked")));
    }

    @Test
    void speedUpAboveWhatIndependentProcessesGaveIsFlaggedAndStaysRanked() {
        Analysis analysis = analysis(gaining("1.23 of 2; 1.10 where each"));
        CellResult pool = analysis.experiments().getFirst().ranked().getFirst();
        assertEquals("platform-pool", pool.name());
        assertEquals(List.of(Flag.FASTER_THAN_CALIBRATED), pool.flags());
        Warning warning = analysis.warnings().getFirst();
        assertEquals(Warning.Kind.SPEED_UP_IN_DOUBT, warning.kind());
        String seen = warning.where().getFirst().seen();
        assertTrue(seen.matches("1\\.[56]\\d?–1\\.[67]\\d?× as fast as sequential; .* gained 1\\.23×"), seen);
    }

    @Test
    void whatIndependentProcessesGaveIsTheMostOfBothEndsOfTheRunAndOnlyWhereItIsTrusted() {
        assertEquals(List.of(), flags(gaining("1.98 of 2; 1.31 where each")));
        assertEquals(List.of(), flags(gaining("n/a")));
        assertEquals(List.of(), flags(gaining("1.23 of 2; 1.10 where each").speedUpAtEnd(1.7)));
        assertEquals(
                List.of(Flag.FASTER_THAN_CALIBRATED),
                flags(gaining("1.23 of 2; 1.10 where each").speedUpAtEnd(1.1)));
        assertEquals(
                List.of(), flags(gaining("uncertain, as others used 20 % of the machine meanwhile: 1.23 of 2; 1.10")));
    }

    @Test
    void oneTrialIsNeverBarredForItsSpeedUp() {
        Analysis analysis = analysis(
                run().rounds(1).measured(computing("sequential", 1), 1e6).measured(computing("platform-pool", 2), 2e5));
        assertEquals(List.of(), analysis.experiments().getFirst().barred());
        Warning warning = analysis.warnings().getFirst();
        assertEquals(Warning.Kind.SPEED_UP_IN_DOUBT, warning.kind());
        String seen = warning.where().getFirst().seen();
        assertTrue(seen.endsWith("2 CPUs give 2× at most; one trial proves nothing"), seen);
    }

    @Test
    void aSpeedUpIsBarredOnlyWhereItsWholeIntervalLiesAboveTheCpus() {
        SyntheticRun noisy = run().rounds(3)
                .noise(0.4, 0.02)
                .measured(computing("sequential", 1), 1e6)
                .measured(computing("platform-pool", 2), 4e5);
        assertEquals(List.of(), barred(noisy));
        assertEquals(
                List.of("platform-pool"),
                barred(run().measured(computing("sequential", 1), 1e6).measured(computing("platform-pool", 2), 4e5)));
    }

    /** Two CPUs of which one process alone gets nearly all: 1.67 times as fast as sequential. */
    private static SyntheticRun gaining(String independentProcesses) {
        return run().environment(RunHeader.PROCESSES_SPEED_UP, independentProcesses)
                .measured(computing("sequential", 1), 1e6)
                .measured(computing("platform-pool", 2), 6e5);
    }

    @Test
    void moreTasksInFlightThanAllowedIsNotRanked() {
        assertEquals(List.of(Flag.TOO_MANY_IN_FLIGHT), waitingWith(Map.of(Metric.TASKS_IN_FLIGHT, 63.0)));
        assertEquals(List.of(), waitingWith(Map.of(Metric.TASKS_IN_FLIGHT, 32.0)));
        Analysis analysis = analysis(run().measured(waiting("greedy"), 1e6, Map.of(Metric.TASKS_IN_FLIGHT, 63.0)));
        assertEquals(
                List.of(Warning.Kind.BREAKS_PHYSICS),
                analysis.warnings().stream().map(Warning::kind).toList());
    }

    @Test
    void workersWithEqualSlotsMayHaveAFewMoreInFlight() {
        Cell five = SyntheticRun.cell("sleep", "process-pool", 5, Shape.MAKESPAN);
        assertEquals(List.of(), flags(run().measured(five, 1e6, Map.of(Metric.TASKS_IN_FLIGHT, 5.9))));
        assertEquals(
                List.of(Flag.TOO_MANY_IN_FLIGHT),
                flags(run().measured(five, 1e6, Map.of(Metric.TASKS_IN_FLIGHT, 7.9))));
    }

    @Test
    void waitsThatAreShorterThanOneTaskAloneAllowsAreNotRanked() {
        SyntheticRun lost = run().measured(SyntheticRun.cell("sleep", "sequential", 1, Shape.MAKESPAN), 1e6)
                .measured(waiting("platform-pool"), 1e6 / 31)
                .measured(waiting("forgetful"), 1e6 / 31 / 3);
        assertEquals(List.of("forgetful"), barred(lost));
    }

    @Test
    void tasksThatFanOutMayBeShorterThanOneByOne() {
        Map<String, String> fansOut = Map.of(TrialFacts.FANS_OUT, TrialFacts.YES);
        SyntheticRun parts = run().measured(
                        SyntheticRun.cell("sleep", "sequential", 1, Shape.MAKESPAN), 1e6, Map.of(), fansOut)
                .measured(waiting("platform-pool"), 1e6 / 31 / 3, Map.of(), fansOut);
        assertEquals(List.of(), barred(parts));
    }

    @Test
    void whatATaskTakesAloneMayBeComputed() {
        SyntheticRun lost = run().leftOut(SyntheticRun.cell("sleep", "sequential", 1, Shape.MAKESPAN), "too long", 1e6)
                .measured(waiting("platform-pool"), 1e6 / 31)
                .measured(waiting("forgetful"), 1e6 / 31 / 3);
        assertEquals(List.of("forgetful"), barred(lost));
    }

    @Test
    void waitsThatAreHadOneByOneAreFlaggedAndStayRanked() {
        Analysis analysis = analysis(run().measured(waiting("one-by-one"), 1e6, Map.of(Metric.TASKS_IN_FLIGHT, 0.98)));
        CellResult cell = analysis.experiments().getFirst().ranked().getFirst();
        assertEquals(List.of(Flag.RAN_ONE_BY_ONE), cell.flags());
        assertEquals(
                List.of(Warning.Kind.RAN_ONE_BY_ONE),
                analysis.warnings().stream().map(Warning::kind).toList());
        assertEquals(List.of(), waitingWith(Map.of(Metric.TASKS_IN_FLIGHT, 18.0)));
    }

    @Test
    void computingOneByOneIsFlaggedUnlessHandingOverTakesTheTime() {
        assertEquals(
                List.of(Flag.RAN_ONE_BY_ONE),
                computingWith(Map.of(Metric.TASKS_IN_FLIGHT, 0.99, Metric.CPUS_USED, 1.04)));
        assertEquals(List.of(), computingWith(Map.of(Metric.TASKS_IN_FLIGHT, 0.99, Metric.CPUS_USED, 1.9)));
        assertEquals(List.of(), computingWith(Map.of(Metric.TASKS_IN_FLIGHT, 0.06, Metric.CPUS_USED, 1.2)));
    }

    @Test
    void computingOneByOneIsNotFlaggedWhereOthersHadTheCpus() {
        assertEquals(
                List.of(Flag.OTHERS_BUSY),
                computingWith(Map.of(Metric.TASKS_IN_FLIGHT, 0.99, Metric.CPUS_USED, 0.9, Metric.OTHER_CPUS, 0.8)));
        assertEquals(
                List.of(Flag.CPUS_STOLEN),
                computingWith(Map.of(Metric.TASKS_IN_FLIGHT, 0.99, Metric.CPUS_USED, 0.9, Metric.STOLEN_CPUS, 0.8)));
        assertEquals(
                List.of(Flag.RAN_ONE_BY_ONE),
                computingWith(Map.of(Metric.TASKS_IN_FLIGHT, 0.99, Metric.CPUS_USED, 1.04, Metric.OTHER_CPUS, 0.1)));
    }

    @Test
    void computingThatLeavesItsCpusIdleIsFlaggedUnlessOthersHadThem() {
        assertEquals(List.of(Flag.IDLE_WHILE_COMPUTING), computingWith(Map.of(Metric.CPUS_USED, 0.1)));
        assertEquals(List.of(), computingWith(Map.of(Metric.CPUS_USED, 1.1)));
        assertEquals(
                List.of(),
                computingWith(Map.of(Metric.TASKS_IN_FLIGHT, 0.3, Metric.CPUS_USED, 0.1)),
                "handing over takes the time");
        assertEquals(List.of(Flag.OTHERS_BUSY), computingWith(Map.of(Metric.CPUS_USED, 0.7, Metric.OTHER_CPUS, 1.2)));
        assertEquals(
                List.of(Warning.Kind.NOT_AS_DECLARED),
                analysis(run().measured(computing("platform-pool", 2), 1e6, Map.of(Metric.CPUS_USED, 0.1)))
                        .warnings()
                        .stream()
                        .map(Warning::kind)
                        .toList());
    }

    @Test
    void waitingThatKeepsItsCpusBusyIsFlagged() {
        assertEquals(List.of(Flag.BUSY_WHILE_WAITING), waitingWith(Map.of(Metric.CPUS_USED, 1.7)));
        assertEquals(List.of(), waitingWith(Map.of(Metric.CPUS_USED, 1.5)));
    }

    @Test
    void settingsThatDidNotTakeEffectBarTheCellAndAreNamed() {
        Analysis analysis = analysis(run().measured(waiting("virtual-threads"), 1e6)
                .measured(
                        waiting("platform-pool"),
                        1e6,
                        Map.of(),
                        Map.of(TrialFacts.ASKED + "collector", "G1", "collector", "Serial")));
        Experiment sleep = analysis.experiments().getFirst();
        assertEquals(
                List.of(Flag.SETTINGS_NOT_IN_EFFECT), sleep.barred().getFirst().flags());
        Warning warning = analysis.warnings().getFirst();
        assertEquals(Warning.Kind.SETTINGS_NOT_IN_EFFECT, warning.kind());
        assertEquals(
                List.of("collector was to be G1 and is Serial"),
                warning.where().stream().map(Warning.Place::seen).toList(),
                "once for the cell, not once for each trial");
        assertEquals(1, analysis.warnings().size());
    }

    @Test
    void heapsMayBeALittleSmallerThanAskedForAndWhatWasNotSeenIsNotCompared() {
        assertEquals(List.of(), settings(TrialFacts.ASKED + "heapBytes", "1073741824", "heapBytes", "1037959168"));
        assertEquals(
                List.of(Flag.SETTINGS_NOT_IN_EFFECT),
                settings(TrialFacts.ASKED + "heapBytes", "1073741824", "heapBytes", "104857600"));
        assertEquals(List.of(Flag.SETTINGS_NOT_IN_EFFECT), settings(TrialFacts.ASKED + "workers", "2", "workers", "1"));
        assertEquals(List.of(), settings(TrialFacts.ASKED + "cpus", "2", "carriers of another name", "1"));
    }

    private static List<Flag> settings(String askedName, String asked, String seenName, String seen) {
        return flags(run().measured(waiting("platform-pool"), 1e6, Map.of(), Map.of(askedName, asked, seenName, seen)));
    }

    @Test
    void shortIterationsAreFlaggedInSteadyCellsOnlyHoweverFewBatchesTheyHold() {
        Map<String, Double> coarse = Map.of(Metric.ITERATION_MILLIS, 20.0, Metric.BATCHES_PER_ITERATION, 2.0);
        assertEquals(List.of(Flag.SHORT_ITERATIONS), computingWith(coarse));
        assertEquals(List.of(), waitingWith(coarse));
        assertEquals(
                List.of(), computingWith(Map.of(Metric.ITERATION_MILLIS, 100.2, Metric.BATCHES_PER_ITERATION, 1.0)));
    }

    @Test
    void trialsDuringWhichOthersUsedATenthOfTheMachineAreFlaggedAndWarnedAboutOnce() {
        assertEquals(List.of(Flag.OTHERS_BUSY), waitingWith(Map.of(Metric.OTHER_CPUS, 0.5)));
        assertEquals(List.of(), waitingWith(Map.of(Metric.OTHER_CPUS, 0.15)));
        Analysis analysis = analysis(run().measured(waiting("virtual-threads"), 1e6)
                .measured(waiting("platform-pool"), 1e6, Map.of(Metric.OTHER_CPUS, 0.5)));
        Warning warning = analysis.warnings().getFirst();
        assertEquals(Warning.Kind.MACHINE_BUSY, warning.kind());
        assertTrue(warning.text().contains("during 8 of 16 trials, 0.50 of 2 at most"), warning.text());
        assertEquals(1, analysis.warnings().size(), analysis.warnings()::toString);
    }

    @Test
    void aTenthIsOfTheWholeMachineNotOfWhatTheRunMayUse() {
        SyntheticRun large = run().environment(RunHeader.USABLE_CPUS, "2 of 32 physical and 64 logical; 2 used");
        assertEquals(List.of(), flags(large.measured(waiting("platform-pool"), 1e6, Map.of(Metric.OTHER_CPUS, 5.0))));
    }

    @Test
    void cpusThatAHypervisorTookAreFlaggedApart() {
        assertEquals(List.of(Flag.CPUS_STOLEN), waitingWith(Map.of(Metric.STOLEN_CPUS, 0.5)));
        assertEquals(
                List.of(Warning.Kind.CPUS_STOLEN),
                analysis(run().measured(waiting("platform-pool"), 1e6, Map.of(Metric.STOLEN_CPUS, 0.5)))
                        .warnings()
                        .stream()
                        .map(Warning::kind)
                        .toList());
    }

    @Test
    void aMachineThatGetsSlowerOverTheRoundsIsWarnedAbout() {
        assertTrue(warnings(run().drift(0.02)).contains(Warning.Kind.MACHINE_DRIFTED));
        assertTrue(warnings(run().drift(-0.02)).contains(Warning.Kind.MACHINE_DRIFTED));
        assertFalse(warnings(run()).contains(Warning.Kind.MACHINE_DRIFTED));
        assertFalse(
                warnings(run().drift(0.004).noise(0.002, 0.002)).contains(Warning.Kind.MACHINE_DRIFTED),
                "sure, but less than 5 % over the run");
        assertFalse(
                warnings(run().noise(0.5, 0.02)).contains(Warning.Kind.MACHINE_DRIFTED),
                "more than 5 % over the run, but not sure");
        assertFalse(warnings(run().drift(0.02).rounds(1)).contains(Warning.Kind.MACHINE_DRIFTED));
    }

    @Test
    void aDifferenceThatWandersOverManyRoundsIsWarnedAbout() {
        assertTrue(wandering(run().rounds(16).drift(0.04)).isEmpty(), "what slows both alike is no difference");
        List<Warning> wandering = wandering(run().rounds(16).noise(0.01, 0.01).driftOf(waiting("platform-pool"), 0.03));
        assertEquals(1, wandering.size());
        String where = wandering.getFirst().where().getFirst().id();
        assertTrue(where.contains("platform-pool"), where);
        assertTrue(wandering(run().rounds(9).noise(0.01, 0.01).driftOf(waiting("platform-pool"), 0.03))
                .isEmpty());
    }

    private static List<Warning> wandering(SyntheticRun run) {
        return analysis(run.measured(waiting("virtual-threads"), 1e6).measured(waiting("platform-pool"), 2e6))
                .warnings()
                .stream()
                .filter(warning -> warning.kind() == Warning.Kind.DIFFERENCES_WANDERED)
                .toList();
    }

    private static List<Warning.Kind> warnings(SyntheticRun run) {
        return analysis(run.measured(waiting("virtual-threads"), 1e6)
                        .measured(waiting("platform-pool"), 5e6)
                        .measured(waiting("completable-future"), 2e6))
                .warnings()
                .stream()
                .map(Warning::kind)
                .toList();
    }

    private static List<Flag> waitingWith(Map<String, Double> figures) {
        return flags(run().measured(waiting("platform-pool"), 1e6, figures));
    }

    private static List<Flag> computingWith(Map<String, Double> figures) {
        return flags(run().measured(computing("platform-pool", 2), 1e6, figures));
    }

    /** Of the only cell. */
    private static List<Flag> flags(SyntheticRun run) {
        return analysis(run).experiments().getFirst().shown().getFirst().flags();
    }

    private static List<String> barred(SyntheticRun run) {
        return analysis(run).experiments().getFirst().barred().stream()
                .map(CellResult::name)
                .toList();
    }
}
