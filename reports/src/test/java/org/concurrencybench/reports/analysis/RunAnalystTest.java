package org.concurrencybench.reports.analysis;

import static org.concurrencybench.reports.records.SyntheticRun.cell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.AnalysisJson;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.FailedCell;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.Pair;
import org.concurrencybench.reports.findings.VerdictTable;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.stats.Steadiness;
import org.junit.jupiter.api.Test;

public class RunAnalystTest {
    @Test
    void fiveTimesFasterIsClearlyFasterWithTheTrueRatioInside() {
        Experiment sleep =
                only(run().measured(waiting("virtual-threads"), 1e5).measured(waiting("platform-pool"), 5e5));
        Pair pair = sleep.pairs().getFirst();
        assertEquals(Finding.CLEARLY_FASTER, pair.finding());
        assertTrue(pair.speedUp().lowOrEstimate() < 5 && 5 < pair.speedUp().highOrEstimate(), pair.toString());
        assertEquals(Experiment.State.SETTLED, sleep.state());
        String sentence = sleep.sentences().getFirst();
        assertTrue(
                sentence.matches(
                        "virtual-threads clearly beats platform-pool on sleep: [45]\\.\\d+–5\\.\\d+× \\(8 trials\\)\\."),
                sentence);
        assertEquals(1, sleep.ranked().getFirst().ranks().best());
        assertEquals(1, sleep.ranked().getFirst().ranks().worst());
        assertEquals(Finding.CLEARLY_SLOWER, sleep.ranked().get(1).standing());
    }

    @Test
    void oneModelUnderTwoNamesIsPracticallyEqual() {
        Experiment sleep =
                only(run().measured(waiting("virtual-threads"), 1e5).measured(waiting("platform-pool"), 1e5));
        assertEquals(Finding.EQUAL, sleep.pairs().getFirst().finding());
        assertTrue(sleep.sentences().getFirst().startsWith("Practically equal to "), sleep.sentences()::toString);
        assertTrue(sleep.ranked().stream()
                .allMatch(cell -> cell.ranks().best() == 1 && cell.ranks().worst() == 2));
    }

    @Test
    void noiseLargerThanTheDifferenceCannotTellAndSaysHowManyTrialsMore() {
        Experiment sleep = only(run().noise(0.25, 0.02)
                .ends(RunEnd.Reason.BUDGET)
                .measured(waiting("virtual-threads"), 1e5)
                .measured(waiting("platform-pool"), 1.05e5));
        assertEquals(Experiment.State.OPEN, sleep.state());
        Pair pair = sleep.pairs().getFirst();
        assertEquals(Finding.UNDECIDED, pair.finding());
        assertNotNull(pair.moreTrials());
        String sentence = sleep.sentences().getFirst();
        assertTrue(sentence.contains("can't tell"), sentence);
        assertTrue(sentence.contains("any difference is below"), sentence);
        assertTrue(sentence.contains("about " + pair.moreTrials() + " more rounds"), sentence);
    }

    /** Which says what the chip, the note and the sentence say: numbers of rounds, and of what. */
    @Test
    void whatIsMissingIsToldInRoundsForOnePairAndForAll() {
        Analysis analysis = analysis(run().noise(0.12, 0.02)
                .ends(RunEnd.Reason.BUDGET)
                .measured(waiting("virtual-threads"), 1e5)
                .measured(waiting("platform-pool"), 3e5)
                .measured(waiting("completable-future"), 3.1e5));
        Experiment sleep = analysis.experiments().getFirst();
        assertEquals(Experiment.State.OPEN, sleep.state());
        assertTrue(sleep.decidedPairs() < 3, sleep.pairs()::toString);
        assertEquals("verdicts on " + sleep.decidedPairs() + " of 3 pairs", sleep.standing());
        String seen = analysis.notes().stream()
                .filter(note -> note.kind() == Warning.Kind.NOT_SETTLED)
                .map(note -> note.where().getFirst().seen())
                .findFirst()
                .orElse("");
        int most = sleep.pairs().stream()
                .map(Pair::moreTrials)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow();
        assertEquals(sleep.standing() + "; about " + NumberText.count(most, "more round") + " would settle all", seen);
    }

    /** An interval that rounds to the same as one of another verdict would make the page contradict itself. */
    @Test
    void theDecisiveIntervalAllowsTheFindingAlone() {
        int equal = 0;
        int open = 0;
        for (int seed = 0; seed < 40; seed++) {
            Pair pair = only(new SyntheticRun(seed)
                            .rounds(5)
                            .noise(0.03, 0.01)
                            .measured(waiting("virtual-threads"), 1e5)
                            .measured(waiting("platform-pool"), 1e5 * (1 + 0.003 * seed)))
                    .pairs()
                    .getFirst();
            double low = pair.decisive().lowOrEstimate();
            double high = pair.decisive().highOrEstimate();
            if (pair.finding() == Finding.EQUAL) {
                equal++;
                assertTrue(low > 1 / 1.1 && high < 1.1, pair::toString);
            } else if (pair.finding() == Finding.UNDECIDED) {
                open++;
                assertTrue(low <= 1 && high >= 1.1, pair::toString);
            } else {
                assertTrue(low > 1, pair::toString);
            }
        }
        assertTrue(equal > 3 && open > 3, equal + " equal, " + open + " open");
    }

    @Test
    void withoutWorkNobodyWinsAndTheSentenceTellsThePriceOfATask() {
        Analysis analysis = analysis(run().measured(cell("null", "sequential", 1, Shape.STEADY), 45)
                .measured(cell("null", "platform-pool", 2, Shape.STEADY), 410)
                .measured(computing("sequential", 1), 1e6)
                .measured(computing("platform-pool", 2), 6e5));
        assertEquals(
                List.of("primes", "nothing"),
                analysis.experiments().stream().map(Experiment::workload).toList());
        List<String> sentences = analysis.experiments().getLast().sentences();
        assertEquals(1, sentences.size());
        assertTrue(
                sentences
                        .getFirst()
                        .matches("What a task costs before it does any work: sequential 4\\d\\.\\d ns and platform-pool"
                                + " \\d{3} ns; 8 trials\\. That is the price of handing it over, and no reason to choose"
                                + " a model for tasks that work\\."),
                sentences::toString);
        String table = VerdictTable.of(analysis, Path.of("index.html"));
        assertTrue(table.replaceAll("\\s+", " ").contains("nothing price of a task: sequential 4"), table);
    }

    @Test
    void fewerThanFiveTrialsAreExploratoryHoweverLargeTheDifference() {
        Analysis analysis = analysis(
                run().rounds(4).measured(waiting("virtual-threads"), 1e5).measured(waiting("platform-pool"), 9e5));
        Experiment sleep = analysis.experiments().getFirst();
        assertEquals(Experiment.State.EXPLORATORY, sleep.state());
        assertEquals(Finding.EXPLORATORY, sleep.pairs().getFirst().finding());
        assertNull(sleep.pairs().getFirst().adjustedP());
        assertTrue(sleep.sentences().getFirst().startsWith("Exploratory, no verdict below 5 trials"));
        assertTrue(kinds(analysis).contains(Warning.Kind.FEW_TRIALS));
    }

    @Test
    void oneTrialHasNoInterval() {
        Experiment sleep =
                only(run().rounds(1).measured(waiting("virtual-threads"), 1e5).measured(waiting("platform-pool"), 9e5));
        assertNull(sleep.ranked().getFirst().nanosPerTask().low());
        assertNull(sleep.ranked().get(1).timeRatio().high());
    }

    @Test
    void cellsBesideAreNotRankedButHaveTheirRatio() {
        Experiment sleep = only(run().measured(waiting("virtual-threads"), 1e5)
                .measured(waiting("platform-pool"), 2e5)
                .measured(
                        cell("sleep", "virtual-threads", Settings.UNBOUNDED, Shape.MAKESPAN, Role.BESIDE, "unbounded"),
                        2e4));
        CellResult beside = sleep.beside().getFirst();
        assertEquals("virtual-threads (unbounded)", beside.name());
        assertEquals("unbounded", beside.concurrency());
        assertNull(beside.ranks());
        assertEquals(0.2, beside.timeRatio().estimate(), 0.02);
        assertEquals(1, sleep.pairs().size());
        assertEquals(1.0, sleep.ranked().getFirst().timeRatio().estimate());
    }

    @Test
    void speedUpAboveTheCoresBreaksPhysicsAndIsNotRanked() {
        Analysis analysis = analysis(run().measured(computing("sequential", 1), 1e6)
                .measured(computing("platform-pool", 2), 5.2e5)
                .measured(computing("too-good", 2), 2e5));
        Experiment primes = analysis.experiments().getFirst();
        assertEquals(
                List.of("too-good"),
                primes.barred().stream().map(CellResult::name).toList());
        assertTrue(primes.barred().getFirst().flags().contains(Flag.FASTER_THAN_ITS_CORES));
        assertEquals("platform-pool", primes.ranked().getFirst().name());
        assertEquals(Warning.Kind.BREAKS_PHYSICS, analysis.warnings().getFirst().kind());
        assertTrue(
                primes.sentences()
                        .getLast()
                        .matches("too-good is not ranked: speed-up above its CPUs"
                                + " \\(4\\.\\d+–5\\.\\d+× as fast as sequential; 2 CPUs give 2× at most\\)\\."),
                primes.sentences()::toString);
    }

    @Test
    void speedUpAboveTheCoresIsFineForWorkThatWaits() {
        Experiment sleep = only(run().measured(cell("sleep", "sequential", 1, Shape.MAKESPAN), 1e6)
                .measured(waiting("virtual-threads"), 4e4));
        assertTrue(sleep.waits());
        assertTrue(sleep.barred().isEmpty());
    }

    @Test
    void throughputAboveWhatTheTasksInFlightAllowIsNotRanked() {
        Experiment primes = only(run().measured(computing("sequential", 1), 1e6)
                .measured(computing("platform-pool", 2), 6e5, Map.of(Metric.BUSY_NANOS_PER_TASK, 4e6)));
        assertTrue(primes.barred().getFirst().flags().contains(Flag.FASTER_THAN_ITS_TASKS));
    }

    @Test
    void waitingWorkThatComputesIsFlaggedAndStaysRanked() {
        Analysis analysis = analysis(run().measured(waiting("virtual-threads"), 1e5, Map.of(Metric.CPUS_USED, 1.95))
                .measured(waiting("platform-pool"), 1e5));
        assertEquals(2, analysis.experiments().getFirst().ranked().size());
        assertTrue(kinds(analysis).contains(Warning.Kind.NOT_AS_DECLARED));
    }

    @Test
    void failedTrialsAreFlaggedAndTheMeasuredOnesKept() {
        Analysis analysis = analysis(run().measured(waiting("virtual-threads"), 1e5)
                .failing(waiting("platform-pool"), 2e5, Failure.Kind.TIMEOUT, "hung", 4));
        Experiment sleep = analysis.experiments().getFirst();
        CellResult pool = sleep.ranked().get(1);
        assertEquals(6, pool.trials());
        assertEquals(2, pool.failedTrials());
        assertTrue(pool.flags().contains(Flag.FAILED_TRIALS));
        assertEquals(
                new FailedCell(pool.cell(), "platform-pool", Failure.Kind.TIMEOUT, "hung", 2, 8),
                sleep.failed().getFirst());
        assertTrue(kinds(analysis).contains(Warning.Kind.FAILED_CELL));
    }

    @Test
    void oneWrongResultBarsTheCell() {
        Analysis analysis = analysis(run().measured(waiting("virtual-threads"), 1e5)
                .failing(waiting("platform-pool"), 2e4, Failure.Kind.WRONG_RESULT, "digest 1, expected 2", 8));
        assertEquals(1, analysis.experiments().getFirst().barred().size());
        assertTrue(kinds(analysis).contains(Warning.Kind.WRONG_RESULT));
    }

    @Test
    void cellThatAlwaysFailsHidesNoOther() {
        Experiment sleep = only(run().measured(waiting("virtual-threads"), 1e5)
                .measured(waiting("platform-pool"), 2e5)
                .failing(waiting("event-loop"), 1, Failure.Kind.TASK, "broken", 1));
        assertEquals(2, sleep.ranked().size());
        assertEquals(8, sleep.failed().getFirst().failed());
        assertFalse(sleep.sentences().isEmpty());
    }

    @Test
    void runWhereAllFailsSaysThatNothingCanBeCompared() {
        Experiment sleep = only(run().failing(waiting("event-loop"), 1, Failure.Kind.SETUP, "broken", 1));
        assertEquals(Experiment.State.NOTHING_TO_COMPARE, sleep.state());
        assertEquals(
                "Nothing was measured on sleep that can be compared.",
                sleep.sentences().getFirst());
    }

    @Test
    void leftOutCellKeepsReasonAndComputedValue() {
        Experiment sleep = only(run().measured(waiting("virtual-threads"), 1e5)
                .leftOut(cell("sleep", "sequential", 1, Shape.MAKESPAN), "too long", 1e6));
        assertEquals("too long", sleep.leftOut().getFirst().reason());
        assertEquals(1e6, sleep.leftOut().getFirst().computedNanosPerTask());
    }

    @Test
    void endOfTheRunIsWarnedAbout() {
        assertTrue(kinds(analysis(run().torn())).containsAll(List.of(Warning.Kind.TORN_LINE, Warning.Kind.CUT_OFF)));
        assertTrue(kinds(analysis(run().ends(RunEnd.Reason.INTERRUPTED))).contains(Warning.Kind.INTERRUPTED));
        assertTrue(analysis(run().measured(waiting("virtual-threads"), 1e5).measured(waiting("platform-pool"), 3e5))
                .warnings()
                .isEmpty());
    }

    @Test
    void whatMisleadsNobodyIsANoteAndNoWarning() {
        Analysis analysis = analysis(run().noise(0.25, 0.02)
                .ends(RunEnd.Reason.BUDGET)
                .iterationSeconds(1.5)
                .measured(waiting("virtual-threads"), 1e5)
                .measured(waiting("platform-pool"), 1.05e5));
        assertEquals(List.of(), analysis.warnings());
        assertEquals(
                List.of(Warning.Kind.NOT_SETTLED, Warning.Kind.ITERATION_SHARE),
                analysis.notes().stream().map(Warning::kind).toList());
        assertEquals(
                "sleep[size=64]", analysis.notes().getFirst().where().getFirst().id());
    }

    @Test
    void warningsOfOneKindAreOneWithTheWorstCellFirst() {
        Analysis analysis =
                analysis(run().measured(waiting("virtual-threads"), 1e6, Map.of(Metric.TASKS_IN_FLIGHT, 40.0))
                        .measured(waiting("platform-pool"), 1e6, Map.of(Metric.TASKS_IN_FLIGHT, 90.0)));
        assertEquals(1, analysis.warnings().size());
        assertEquals(
                List.of("90 tasks in flight, 32 allowed", "40 tasks in flight, 32 allowed"),
                analysis.warnings().getFirst().where().stream()
                        .map(Warning.Place::seen)
                        .toList());
    }

    @Test
    void aRunThatIsBarredButForOneSaysSo() {
        Experiment sleep = only(run().measured(waiting("virtual-threads"), 1e6)
                .measured(waiting("platform-pool"), 1e6, Map.of(Metric.TASKS_IN_FLIGHT, 90.0)));
        String first = sleep.sentences().getFirst();
        assertTrue(first.startsWith("Only virtual-threads can be ranked on sleep ("), first);
        assertEquals(
                "platform-pool is not ranked: more tasks in flight than allowed (90 tasks in flight, 32 allowed).",
                sleep.sentences().get(1));
        assertEquals(
                "Nothing that was measured on sleep can be ranked; the reasons follow.",
                only(run().measured(waiting("platform-pool"), 1e6, Map.of(Metric.TASKS_IN_FLIGHT, 90.0)))
                        .sentences()
                        .getFirst());
    }

    @Test
    void trialsThatNeverGetSteadyAreFlaggedAndGiveNoVerdict() {
        Analysis analysis = analysis(run().iterations(10, 20, 1)
                .measured(computing("sequential", 1), 1e6)
                .measured(computing("platform-pool", 2), 6e5));
        Experiment primes = analysis.experiments().getFirst();
        assertEquals(Finding.UNDECIDED, primes.pairs().getFirst().finding());
        assertTrue(primes.ranked().getFirst().flags().contains(Flag.UNSTEADY));
        assertTrue(kinds(analysis).contains(Warning.Kind.UNSTEADY));
        String sentence = primes.sentences().getFirst();
        assertTrue(sentence.contains("can't tell, since too many trials of "), sentence);
        assertTrue(sentence.endsWith(" never got steady: raise trial.warmup-limit, see Warnings."), sentence);
    }

    /** Of fourteen iterations the last half counts, which is too few for a trend. */
    @Test
    void unsteadyTrialsAreNotSaidToBeUnjudged() {
        Analysis analysis = analysis(run().iterations(10, 14, 1)
                .measured(computing("sequential", 1), 1e6)
                .measured(computing("platform-pool", 2), 6e5));
        assertTrue(kinds(analysis).contains(Warning.Kind.UNSTEADY));
        assertTrue(
                analysis.notes().stream().noneMatch(note -> note.kind() == Warning.Kind.STEADINESS_NOT_JUDGED),
                analysis.notes()::toString);
    }

    /** It is far beyond the precision, and yet nobody knows where it would have ended. */
    @Test
    void aDifferenceOfTimesThatStillChangeHasNoSize() {
        Experiment primes = analysis(run().iterations(20, 30, 0)
                        .changing(-0.035)
                        .measured(computing("virtual-threads", 2), 1e5)
                        .measured(computing("sequential", 1), 1.8e5))
                .experiments()
                .getFirst();
        assertEquals(Finding.FASTER, primes.pairs().getFirst().finding());
        String sentence = primes.sentences().getFirst();
        assertTrue(
                sentence.startsWith("virtual-threads is faster than sequential on primes, by how much is uncertain: "),
                sentence);
        assertFalse(sentence.contains("less than"), sentence);
    }

    /** Seven iterations of warm-up and fourteen measured, one batch each: once these were never judged. */
    @Test
    void makespanCellsThatStillGetFasterGetNoVerdict() {
        Analysis analysis = analysis(run().iterations(7, 14, 0)
                .changing(-0.2)
                .measured(waiting("virtual-threads"), 1e5)
                .measured(waiting("platform-pool"), 2e5));
        Experiment sleep = analysis.experiments().getFirst();
        CellResult best = sleep.ranked().getFirst();
        assertEquals(Steadiness.CHANGED_TOO_MUCH, best.steadiness());
        assertEquals(-0.2, best.change(), 0.03);
        assertEquals(List.of(Flag.CHANGED_TOO_MUCH), best.flags());
        assertEquals(Finding.UNDECIDED, sleep.pairs().getFirst().finding());
        assertEquals(
                "platform-pool against virtual-threads on sleep: can't tell, since virtual-threads was still getting faster: "
                        + "raise trial.warmup-limit; and platform-pool was still getting faster: raise trial.warmup-limit.",
                sleep.sentences().getFirst());
        assertEquals(
                List.of(Warning.Kind.STILL_CHANGING),
                kinds(analysis).stream()
                        .filter(kind -> kind != Warning.Kind.NOT_SETTLED)
                        .toList());
        assertEquals(2, analysis.warnings().getFirst().where().size());
        assertTrue(analysis.warnings().getFirst().advice().contains("trial.warmup-limit"));
    }

    /** The limit would do nothing for trials that did not reach it. */
    @Test
    void cellsThatWereFoundWarmTooEarlyNeedALongerWarmUp() {
        Analysis analysis = analysis(run().iterations(7, 14, 0)
                .changing(-0.2)
                .measured(
                        waiting("virtual-threads"),
                        1e5,
                        Map.of(Metric.WARM_AFTER_SECONDS, 2.5),
                        Map.of(TrialFacts.WARM, "yes"))
                .measured(waiting("platform-pool"), 2e5, Map.of(), Map.of(TrialFacts.WARM, "no")));
        assertEquals(
                "platform-pool against virtual-threads on sleep: can't tell, since virtual-threads was still getting faster: "
                        + "raise trial.warmup; and platform-pool was not warm when its warm-up ended: raise trial.warmup-limit.",
                analysis.experiments().getFirst().sentences().getFirst());
        Warning changing = analysis.warnings().stream()
                .filter(warning -> warning.kind() == Warning.Kind.STILL_CHANGING)
                .findFirst()
                .orElseThrow();
        assertTrue(changing.advice().startsWith("Raise trial.warmup of the plan."), changing.advice());
    }

    @Test
    void aSmallSureChangeIsFlaggedAndRanked() {
        Analysis analysis = analysis(run().iterations(10, 20, 0)
                .noise(0.03, 0.002)
                .changing(-0.018)
                .measured(computing("sequential", 1), 1e6)
                .measured(computing("platform-pool", 2), 6e5));
        Experiment primes = analysis.experiments().getFirst();
        assertEquals(Finding.CLEARLY_FASTER, primes.pairs().getFirst().finding());
        assertEquals(List.of(Flag.STILL_CHANGING), primes.ranked().getFirst().flags());
        assertEquals(
                List.of(Warning.Kind.SLIGHTLY_CHANGING),
                analysis.notes().stream().map(Warning::kind).toList());
    }

    @Test
    void trialsThatWereNotWarmAtTheLimitGiveNoVerdict() {
        Analysis analysis = analysis(run().measured(computing("sequential", 1), 1e6)
                .measured(computing("platform-pool", 2), 6e5, Map.of(), Map.of(TrialFacts.WARM, "no")));
        Experiment primes = analysis.experiments().getFirst();
        CellResult pool = primes.ranked().getFirst();
        assertEquals(List.of(Flag.NOT_WARM), pool.flags());
        assertEquals(8, pool.unsteadyTrials());
        assertEquals(List.of(), primes.ranked().get(1).flags());
        assertEquals(
                "sequential against platform-pool on primes: can't tell, since platform-pool was not warm when its warm-up ended: "
                        + "raise trial.warmup-limit.",
                primes.sentences().getFirst());
        assertTrue(kinds(analysis).contains(Warning.Kind.NOT_WARM));
    }

    @Test
    void warmTrialsAreSteady() {
        Experiment primes =
                only(run().measured(computing("sequential", 1), 1e6, Map.of(), Map.of(TrialFacts.WARM, "yes")));
        assertEquals(Steadiness.STEADY, primes.ranked().getFirst().steadiness());
        assertEquals(List.of(), primes.ranked().getFirst().flags());
    }

    @Test
    void whatIsTooShortToBeJudgedSaysSoAndKeepsItsVerdict() {
        Analysis analysis = analysis(run().iterations(4, 6, 0)
                .measured(computing("sequential", 1), 1e6)
                .measured(computing("platform-pool", 2), 6e5));
        Experiment primes = analysis.experiments().getFirst();
        assertEquals(List.of(Flag.NOT_JUDGED), primes.ranked().getFirst().flags());
        assertNull(primes.ranked().getFirst().change());
        assertEquals(Finding.CLEARLY_FASTER, primes.pairs().getFirst().finding());
        assertEquals(List.of(), kinds(analysis));
        assertEquals(
                List.of(Warning.Kind.STEADINESS_NOT_JUDGED),
                analysis.notes().stream().map(Warning::kind).toList());
    }

    @Test
    void steadyTrialsCountOnlyTheirMeasuredIterations() {
        Experiment primes = only(run().iterations(10, 20, 0).measured(computing("sequential", 1), 1e6));
        assertEquals(List.of(), primes.ranked().getFirst().flags());
        assertEquals(1e6, primes.ranked().getFirst().nanosPerTask().estimate(), 5e4);
    }

    @Test
    void trialWithoutATimeIsLeftOutWithAWarning() {
        Analysis analysis = analysis(
                run().measured(waiting("virtual-threads"), 1e5).measured(waiting("platform-pool"), Double.NaN));
        assertEquals(1, analysis.experiments().getFirst().ranked().size());
        assertTrue(analysis.experiments().getFirst().leftOut().isEmpty());
        assertEquals(List.of(Warning.Kind.NO_TIME), kinds(analysis));
    }

    @Test
    void everyWarningSaysWhatToDo() {
        Analysis analysis = analysis(run().torn()
                .iterationSeconds(1)
                .rounds(3)
                .failing(waiting("event-loop"), 1, Failure.Kind.JVM_EXIT, "exit 137", 1)
                .measured(waiting("virtual-threads"), 1e5));
        assertTrue(analysis.warnings().size() >= 4, analysis.warnings()::toString);
        assertTrue(Stream.of(analysis.warnings(), analysis.notes())
                .flatMap(List::stream)
                .noneMatch(warning -> warning.advice().isBlank()));
    }

    @Test
    void equalRecordsGiveEqualJson() {
        String first = AnalysisJson.write(analysis(run().measured(waiting("virtual-threads"), 1e5)));
        assertEquals(first, AnalysisJson.write(analysis(run().measured(waiting("virtual-threads"), 1e5))));
        assertTrue(first.contains("\"nanosPerTask\""), first);
        assertFalse(first.contains("\r"));
    }

    public static SyntheticRun run() {
        return new SyntheticRun(11);
    }

    public static Analysis analysis(SyntheticRun run) {
        return RunAnalyst.analyse(run.results());
    }

    private static Experiment only(SyntheticRun run) {
        List<Experiment> experiments = analysis(run).experiments();
        assertEquals(1, experiments.size());
        return experiments.getFirst();
    }

    private static List<Warning.Kind> kinds(Analysis analysis) {
        return analysis.warnings().stream().map(Warning::kind).toList();
    }

    public static org.concurrencybench.reports.plan.Cell waiting(String model) {
        return cell("sleep", model, 32, Shape.MAKESPAN);
    }

    public static org.concurrencybench.reports.plan.Cell computing(String model, int concurrency) {
        return cell("primes", model, concurrency, Shape.STEADY);
    }
}
