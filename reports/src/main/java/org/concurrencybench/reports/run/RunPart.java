package org.concurrencybench.reports.run;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.PlannedExperiment;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.PriceResults;
import org.concurrencybench.reports.records.PricesPlanned;
import org.concurrencybench.reports.records.ProfileFiles;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.Resumption;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.folder.ReportFolder;
import org.concurrencybench.reports.run.machine.Calibration;
import org.concurrencybench.reports.run.trial.PriceTrialRunner;
import org.concurrencybench.reports.run.trial.Profile;
import org.concurrencybench.reports.run.trial.TrialPlan;
import org.concurrencybench.reports.run.trial.TrialRunner;
import org.concurrencybench.reports.text.Count;
import org.jspecify.annotations.Nullable;

/** One part of a run, from its preparation to its last record: the first part, or one in which the run goes on. */
final class RunPart {
    private final RunScope scope;
    private final Progress progress;
    private final ReportFolder folder;
    private final List<PlannedExperiment> planned;
    private final @Nullable PricesPlanned prices;

    RunPart(RunScope scope, ReportFolder folder, List<PlannedExperiment> planned, @Nullable PricesPlanned prices) {
        this.scope = scope;
        this.progress = scope.progress();
        this.folder = folder;
        this.planned = planned;
        this.prices = prices;
    }

    /** Measures what {@code asked} says, whose cells are not sized yet. */
    void begin(RunHeader asked) throws IOException, InterruptedException {
        folder.moveEarlierAside();
        TimeBreakdown time = new TimeBreakdown(0, List.of());
        try (PreparedRun prepared = new Preparation(scope, time).prepare(planned)) {
            time.addPreparing(time.seconds());
            try (ResultsFile results = create(
                    asked.prepared(prepared.cells(), prepared.leftOut(), prepared.pilots(), prepared.environment()))) {
                recordUnmeasurable(prepared, List.of(), results);
                recordPrices(PriceResults.NONE, results);
                rounds(prepared, asked.seed(), List.of(), PriceResults.NONE, results, time);
            }
        }
    }

    private ResultsFile create(RunHeader header) throws IOException {
        ResultsFile results = ResultsFile.create(folder.results());
        try {
            results.append(header);
            return results;
        } catch (IOException e) {
            results.close();
            Files.delete(folder.results()); // without its header it is no run
            throw e;
        }
    }

    /** Measures what {@code earlier} parts left to be measured; {@code startedAt} is when this part did. */
    void resume(ResumedRun earlier, Instant startedAt) throws IOException, InterruptedException {
        earlier.announcement(scope.plan().budget()).forEach(progress::say);
        RunHeader header = earlier.results().header();
        List<TrialRecord> recorded = earlier.results().trials();
        TimeBreakdown time = new TimeBreakdown(earlier.spent().all(), earlier.results());
        try (ResultsFile results = ResultsFile.resume(folder.results())) {
            results.append(new Resumption(startedAt.toString(), earlier.spent().all(), scope.budgetSeconds()));
            try (PreparedRun prepared = new Preparation(scope, time).prepareAgain(planned, header)) {
                time.addPreparing(time.seconds() - earlier.spent().all());
                recordUnmeasurable(prepared, recorded, results);
                PriceResults known = earlier.results().prices();
                recordPrices(known, results);
                rounds(prepared, header.seed(), recorded, known, results, time);
            }
        }
    }

    private void recordPrices(PriceResults known, ResultsFile results) throws IOException {
        if (prices != null && known.planned() == null) {
            results.append(prices);
            prices.leftOut()
                    .forEach(left ->
                            progress.say("left out: price " + left.cell().id() + ": " + left.reason()));
        }
    }

    private void rounds(
            PreparedRun prepared,
            long seed,
            List<TrialRecord> recorded,
            PriceResults known,
            ResultsFile results,
            TimeBreakdown time)
            throws IOException, InterruptedException {
        TrialRunner runner = new TrialRunner(
                scope.trialJvm(), scope.request().jvms(), scope.catalog(), scope.classPaths(), scope.scratch());
        Rounds rounds = new Rounds(
                scope.plan(),
                new RoundOrder(seed),
                prepared.trials(),
                (trial, left, round, position) -> runner.run(
                        trial, prepared.experiment(trial.cell()), prepared.fixturePids(), left, round, position),
                results,
                time,
                scope.interruption(),
                progress);
        rounds.resume(recorded);
        PriceRounds priceRounds = prices == null ? null : priceRounds(prices, prepared, seed, known, results, time);
        sayWhatFollows(prepared, time);
        RunEnd.Reason reason = priceRounds == null ? RunEnd.Reason.SETTLED : priceRounds.run();
        if (reason != RunEnd.Reason.INTERRUPTED && (prices == null || !planned.isEmpty())) {
            RunEnd.Reason end = rounds.run();
            reason = reason == RunEnd.Reason.BUDGET && end != RunEnd.Reason.INTERRUPTED ? reason : end;
        }
        if (reason != RunEnd.Reason.INTERRUPTED && scope.request().profile().isPresent()) {
            profile(scope.request().profile().get(), prepared, runner);
        }
        Double again = reason == RunEnd.Reason.INTERRUPTED ? null : calibratedAgain(prepared);
        Map<String, Integer> belowLeast =
                reason == RunEnd.Reason.BUDGET ? new LinkedHashMap<>(rounds.belowLeast()) : Map.of();
        if (reason == RunEnd.Reason.BUDGET
                && priceRounds != null
                && priceRounds.completeRounds() < scope.plan().minRounds()) {
            belowLeast.put("the price list", priceRounds.completeRounds());
        }
        results.append(new RunEnd(reason, time.seconds(), time.shares(), again, belowLeast));
        progress.say(ending(reason, time));
        if (reason == RunEnd.Reason.INTERRUPTED) {
            progress.say(ResumeHint.words(
                    folder.path(), ResultsFile.read(folder.results()).ending()));
        }
    }

    private PriceRounds priceRounds(
            PricesPlanned list,
            PreparedRun prepared,
            long seed,
            PriceResults known,
            ResultsFile results,
            TimeBreakdown time) {
        PriceTrialRunner runner = new PriceTrialRunner(
                scope.trialJvm(),
                scope.request().jvms().getFirst(),
                scope.classPaths().ofPrices(),
                list.shape(),
                prepared.fixturePids(),
                scope.scratch());
        PriceRounds rounds =
                new PriceRounds(scope.plan(), list, seed, runner::run, results, time, scope.interruption(), progress);
        rounds.resume(known.trials());
        progress.say(Count.of(list.cells().size(), "price") + ", about "
                + Progress.clock(list.cells().size() * PriceRounds.expectedSeconds(list.shape())) + " a round");
        return rounds;
    }

    /** Records one more trial; what becomes of it is in no record of the run. */
    private void profile(ProfileRequest request, PreparedRun prepared, TrialRunner runner) throws IOException {
        Cell cell = request.in(planned);
        TrialPlan trial = prepared.trials().get(cell.id());
        if (trial == null) {
            progress.say("not profiled: " + cell.id() + " could not be prepared, or was left out");
            return;
        }
        progress.say("profiling " + cell.id() + " in one more trial, which is not counted");
        Optional<String> failure = runner.profile(
                trial,
                prepared.experiment(trial.cell()),
                prepared.fixturePids(),
                new Profile(folder.path(), cell.id(), request.library()));
        progress.say(failure.map(why -> "the profiled trial failed: " + why)
                .orElseGet(() -> "recorded: "
                        + ProfileFiles.in(folder.path()).stream()
                                .map(name -> folder.path().resolve(name).toString())
                                .collect(Collectors.joining(", "))));
    }

    /**
     * What the CPUs give, once more: the start may have been a bad moment. Null where it gave all, or nothing can be
     * told.
     */
    private @Nullable Double calibratedAgain(PreparedRun prepared) throws InterruptedException {
        if (prepared.calibration().filter(Calibration::isFull).isPresent()) {
            return null;
        }
        return Calibration.measure(
                        scope.request().jvms().getFirst().java(),
                        Runtime.getRuntime().availableProcessors())
                .filter(Calibration::isTrusted)
                .map(Calibration::dependent)
                .orElse(null);
    }

    private void sayWhatFollows(PreparedRun prepared, TimeBreakdown time) {
        if (prices != null && planned.isEmpty()) {
            return;
        }
        progress.say(String.format(
                Locale.ROOT,
                "%s, about %s a round, %s, %s of the budget left",
                Count.of(prepared.trials().size(), "cell"),
                Progress.clock(prepared.roundSeconds()),
                scope.plan().minRounds() == scope.plan().maxRounds()
                        ? Count.of(scope.plan().minRounds(), "round")
                        : scope.plan().minRounds() + " to " + scope.plan().maxRounds() + " rounds",
                Progress.clock(scope.budgetSeconds() - time.seconds())));
    }

    private String ending(RunEnd.Reason reason, TimeBreakdown time) {
        String why = switch (reason) {
            case SETTLED -> "every comparison is settled";
            case ROUNDS -> "all rounds are done";
            case BUDGET -> "no further round fits into the budget";
            case INTERRUPTED -> "interrupted";
        };
        String shares = time.shares().entrySet().stream()
                .map(share -> String.format(Locale.ROOT, "%s %.0f %%", share.getKey(), share.getValue() * 100))
                .collect(Collectors.joining(", "));
        return "measured for " + Progress.clock(time.seconds()) + ": " + why + ". Time: " + shares;
    }

    private static void recordUnmeasurable(PreparedRun prepared, List<TrialRecord> recorded, ResultsFile results)
            throws IOException {
        for (Map.Entry<Cell, String> unmeasurable : prepared.unmeasurable().entrySet()) {
            String cell = unmeasurable.getKey().id();
            if (recorded.stream().noneMatch(trial -> trial.cell().equals(cell))) {
                results.append(new TrialRecord(
                        1,
                        0,
                        cell,
                        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
                        0,
                        0,
                        new Failure(Failure.Kind.SETUP, unmeasurable.getValue()),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Map.of()));
            }
        }
    }
}
