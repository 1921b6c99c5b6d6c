package org.concurrencybench.reports.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.CellPlanner;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.PilotRecord;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.Resumption;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.TrialRecord;
import org.jspecify.annotations.Nullable;

/** One run: plan → rounds → records. Everything it starts has ended when it returns, and every record is on the disk. */
public final class Run {
    private final RunRequest request;
    private final Catalog catalog;
    private final Progress progress;

    public Run(RunRequest request, Catalog catalog, Progress progress) {
        this.request = request;
        this.catalog = catalog;
        this.progress = progress;
    }

    /** What {@link #execute} calls, with the results' folder, when the records are complete or the run was interrupted. */
    @FunctionalInterface
    public interface ReportWriter {
        void write(Path folder) throws IOException;
    }

    /**
     * Measures, and has the report written even when interrupted.
     *
     * @throws UsageException when the request cannot be met; nothing has been measured then
     * @throws RunFailedException when the disk gives out; what was recorded is kept
     */
    public void execute(ReportWriter report) throws RunFailedException, InterruptedException {
        Map<Plan.PlannedWorkload, List<Cell>> planned = new CellPlanner(catalog, request.cpus()).cells(request.plan());
        if (request.resume() && !Files.exists(request.out().resolve(ResultsFile.NAME))) {
            throw new UsageException("there is no run to go on with in " + request.out()
                    + ": leave bench.resume (--resume) out, or name its folder with bench.out (--out)");
        }
        extendClassPath();
        JmhLock.requireFree();
        try (ReportFolder folder = ReportFolder.take(request.out())) {
            Instant startedAt = now();
            TimeAccount time;
            RunHeader header;
            EarlierParts earlier = null;
            if (request.resume()) {
                RunHeader then = EarlierParts.header(folder.results());
                header = header(startedAt, request.seed().orElse(then.seed()), planned);
                earlier = EarlierParts.in(folder, header, request.plan().budget());
                time = new TimeAccount(earlier.spent().all(), earlier.results().trials());
            } else {
                header = header(startedAt, request.seed().orElseGet(System::currentTimeMillis), planned);
                time = new TimeAccount(0, List.of());
            }
            // Nothing has been touched until here.
            measure(folder, new Start(startedAt, header, earlier, time), planned, report);
        } catch (IOException e) {
            throw new RunFailedException(
                    "the run stopped: " + e.getMessage() + ". The records made so far are in "
                            + request.out().resolve(ResultsFile.NAME) + "; go on with bench.resume (--resume).",
                    e);
        }
    }

    private static void write(ReportWriter report, ReportFolder folder) throws RunFailedException {
        try {
            report.write(folder.path());
        } catch (IOException e) {
            throw new RunFailedException(
                    "the report could not be written: " + e + ". All records are in " + folder.results()
                            + "; when the disk has room again, 'concurrency-bench report " + folder.path()
                            + "' makes the report from them.",
                    e);
        }
    }

    /**
     * What a run starts from.
     *
     * @param at when this part of it starts
     * @param header what is measured and where; cells not sized yet
     * @param earlier the parts before, where it goes on
     * @param time where the time goes
     */
    private record Start(
            Instant at, RunHeader header, @Nullable EarlierParts earlier, TimeAccount time) {}

    private void measure(
            ReportFolder folder, Start start, Map<Plan.PlannedWorkload, List<Cell>> planned, ReportWriter report)
            throws IOException, InterruptedException, RunFailedException {
        Optional<String> nothingLeft = start.earlier() == null
                ? Optional.empty()
                : start.earlier().nothingLeft(request.plan().budget());
        if (nothingLeft.isPresent()) {
            progress.say(nothingLeft.get());
            write(report, folder);
            return;
        }
        awaitOrphans(folder);
        folder.live(start.at());
        try (Scratch scratch = Scratch.create(progress);
                Interruption interruption = new Interruption()) {
            try {
                if (start.earlier() == null) {
                    begin(folder, start, planned, scratch.path(), interruption);
                } else {
                    goOn(folder, start, start.earlier(), planned, scratch.path(), interruption);
                }
            } catch (IOException | InterruptedException | RuntimeException e) {
                reportAnyway(report, folder, e);
                throw e;
            }
            write(report, folder); // before anything ends this JVM
        }
    }

    private void begin(
            ReportFolder folder,
            Start start,
            Map<Plan.PlannedWorkload, List<Cell>> planned,
            Path scratch,
            Interruption interruption)
            throws IOException, InterruptedException {
        folder.moveEarlierAside();
        TrialJvm jvm = new TrialJvm(request.plan().trial(), request.cpus(), scratch);
        PreparedRun prepared = new Preparation(request, catalog, jvm, scratch, interruption, progress).prepare(planned);
        start.time().addPreparing(start.time().seconds());
        try (ResultsFile results = ResultsFile.create(folder.results())) {
            results.append(start.header()
                    .prepared(prepared.cells(), prepared.leftOut(), prepared.pilots(), prepared.environment()));
            recordUnmeasurable(prepared, List.of(), results);
            rounds(start, prepared, jvm, scratch, results, interruption);
        } finally {
            prepared.close();
        }
    }

    private void goOn(
            ReportFolder folder,
            Start start,
            EarlierParts earlier,
            Map<Plan.PlannedWorkload, List<Cell>> planned,
            Path scratch,
            Interruption interruption)
            throws IOException, InterruptedException {
        earlier.announcement(request.plan().budget()).forEach(progress::say);
        try (ResultsFile results = ResultsFile.resume(folder.results())) {
            results.append(new Resumption(
                    start.at().toString(),
                    earlier.spent().all(),
                    request.plan().budget().toNanos() / 1e9));
            TrialJvm jvm = new TrialJvm(request.plan().trial(), request.cpus(), scratch);
            PreparedRun prepared = new Preparation(request, catalog, jvm, scratch, interruption, progress)
                    .prepareAgain(planned, earlier.results().header());
            start.time().addPreparing(start.time().seconds() - earlier.spent().all());
            try {
                recordUnmeasurable(prepared, earlier.results().trials(), results);
                rounds(start, prepared, jvm, scratch, results, interruption);
            } finally {
                prepared.close();
            }
        }
    }

    private void rounds(
            Start start,
            PreparedRun prepared,
            TrialJvm jvm,
            Path scratch,
            ResultsFile results,
            Interruption interruption)
            throws IOException {
        List<TrialRecord> recorded =
                start.earlier() == null ? List.of() : start.earlier().results().trials();
        Rounds rounds = new Rounds(
                request.plan(),
                new RoundOrder(start.header().seed()),
                prepared,
                new TrialRunner(jvm, request.jvm(), scratch),
                results,
                start.time(),
                interruption,
                progress);
        rounds.resume(recorded);
        warnOfShortBudget(prepared, recorded.size(), start.time());
        RunEnd.Reason reason = rounds.run();
        results.append(new RunEnd(reason, start.time().seconds(), start.time().shares()));
        progress.say(ending(reason, start.time()));
    }

    /** The run has failed already: a report that cannot be written does not hide why. */
    private static void reportAnyway(ReportWriter report, ReportFolder folder, Exception failure) {
        if (Files.exists(folder.results())) {
            try {
                report.write(folder.path());
            } catch (IOException | RuntimeException e) {
                failure.addSuppressed(e);
            }
        }
    }

    private void awaitOrphans(ReportFolder folder) throws InterruptedException {
        Duration wait = folder.orphansLeft();
        if (wait.isPositive()) {
            progress.say("the run before was killed a moment ago: waiting for its processes to end");
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        }
    }

    private void warnOfShortBudget(PreparedRun prepared, int recorded, TimeAccount time) {
        List<Cell> cells =
                prepared.trials().values().stream().map(TrialPlan::cell).toList();
        double round = prepared.roundSeconds(cells);
        double roundsLeft = request.plan().minRounds() - (double) recorded / Math.max(1, cells.size());
        double left = request.plan().budget().toNanos() / 1e9 - time.seconds();
        progress.say(String.format(
                Locale.ROOT,
                "%d cells, about %s a round, %d to %d rounds, %s of the budget left",
                cells.size(),
                Progress.clock(round),
                request.plan().minRounds(),
                request.plan().maxRounds(),
                Progress.clock(left)));
        if (round * roundsLeft > left) {
            progress.say(String.format(
                    Locale.ROOT,
                    "warning: the budget holds about %d of the %d rounds that verdicts need; raise bench.budget (--budget) to %dm or leave cells out",
                    (int) (request.plan().minRounds() - roundsLeft + Math.max(0, left) / round),
                    request.plan().minRounds(),
                    (int) Math.ceil((round * roundsLeft + time.seconds()) / 60)));
        }
    }

    private String ending(RunEnd.Reason reason, TimeAccount time) {
        String why = switch (reason) {
            case SETTLED -> "every comparison is settled";
            case ROUNDS -> "all rounds are done";
            case BUDGET -> "the budget is spent";
            case INTERRUPTED -> "interrupted; go on with bench.resume=true (--resume)";
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
                        now().toString(),
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

    /** What is asked for; what only the pilots tell is not in it yet. */
    private RunHeader header(Instant startedAt, long seed, Map<Plan.PlannedWorkload, List<Cell>> planned) {
        Plan plan = request.plan();
        return new RunHeader(
                RunHeader.SCHEMA,
                Suite.version(),
                Suite.commit(),
                plan.name(),
                request.command(),
                seed,
                plan.precision(),
                plan.minRounds(),
                plan.maxRounds(),
                plan.budget().toNanos() / 1e9,
                plan.trial(),
                startedAt.toString(),
                Environment.describe(request.jvm(), request.cpus()),
                request.jars().stream().map(ContentDigest::of).toList(),
                planned.values().stream().flatMap(List::stream).toList(),
                List.of(),
                planned.entrySet().stream()
                        .map(entry -> new PilotRecord(
                                entry.getValue().getFirst().experiment(),
                                0,
                                entry.getKey().tasks(),
                                entry.getKey().tasks() > 0))
                        .toList());
    }

    /** JMH's forks, workers and fixtures all take the class path of this JVM: the user's jars have to be on it. */
    private void extendClassPath() {
        String separator = System.getProperty("path.separator");
        String jars = request.jars().stream().map(Path::toString).collect(Collectors.joining(separator));
        if (!jars.isEmpty()) {
            System.setProperty("java.class.path", System.getProperty("java.class.path") + separator + jars);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
