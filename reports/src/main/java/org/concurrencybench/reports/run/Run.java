package org.concurrencybench.reports.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.CellPlanner;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
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
        Map<Plan.PlannedWorkload, List<Cell>> planned = plannedCells();
        if (request.resume() && !Files.exists(request.out().resolve(ResultsFile.NAME))) {
            throw new UsageException("there is no run to go on with in " + request.out()
                    + ": leave bench.resume (--resume) out, or name its folder with bench.out (--out)");
        }
        extendClassPath();
        JmhLock.requireFree();
        Path scratch = scratch();
        try (ReportFolder folder = ReportFolder.take(request.out())) {
            TrialJvm jvm = new TrialJvm(request.plan().trial(), request.cpus(), scratch);
            TrialRunner trials = new TrialRunner(jvm, request.jvm(), scratch);
            try (Interruption interruption = new Interruption()) {
                try {
                    measure(folder, planned, jvm, trials, scratch, interruption);
                } finally {
                    if (Files.exists(folder.results())) {
                        report.write(folder.path());
                    }
                    deleteQuietly(scratch);
                }
            }
        } catch (IOException e) {
            throw new RunFailedException(
                    "the run stopped: " + e.getMessage() + ". The records made so far are in "
                            + request.out().resolve(ResultsFile.NAME) + "; go on with bench.resume (--resume).",
                    e);
        } finally {
            deleteQuietly(scratch);
        }
    }

    private Map<Plan.PlannedWorkload, List<Cell>> plannedCells() {
        CellPlanner planner = new CellPlanner(catalog, request.cpus());
        Map<Plan.PlannedWorkload, List<Cell>> planned = new LinkedHashMap<>();
        for (Plan.PlannedWorkload workload : request.plan().workloads()) {
            planned.put(workload, planner.cells(request.plan(), workload));
        }
        return planned;
    }

    private void measure(
            ReportFolder folder,
            Map<Plan.PlannedWorkload, List<Cell>> planned,
            TrialJvm jvm,
            TrialRunner runner,
            Path scratch,
            Interruption interruption)
            throws IOException, InterruptedException {
        RunResults earlier = request.resume() ? earlier(folder, planned) : null;
        if (earlier == null) {
            folder.moveEarlierAside();
        }
        TimeAccount time = new TimeAccount(
                earlier == null
                        ? 0
                        : earlier.trials().stream()
                                .mapToDouble(TrialRecord::seconds)
                                .sum());
        double before = time.seconds();
        PreparedRun prepared = new Preparation(request, catalog, jvm, scratch, interruption, progress)
                .prepare(planned, earlier == null ? null : earlier.header());
        time.addPreparing(time.seconds() - before);
        try (ResultsFile results =
                earlier == null ? ResultsFile.create(folder.results()) : ResultsFile.resume(folder.results())) {
            RoundOrder order = new RoundOrder(
                    earlier == null ? request.seed() : earlier.header().seed());
            Rounds rounds = new Rounds(request.plan(), order, prepared, runner, results, time, interruption, progress);
            if (earlier == null) {
                results.append(header(prepared));
                recordUnmeasurable(prepared, results);
            } else {
                rounds.resume(earlier.trials());
                progress.say("going on after " + earlier.trials().size() + " trials; the " + Progress.clock(before)
                        + " that they took count towards the budget");
            }
            warnOfShortBudget(prepared, time);
            RunEnd.Reason reason = rounds.run();
            results.append(new RunEnd(reason, time.seconds(), time.shares()));
            progress.say(ending(reason, time));
        } finally {
            for (Experiment experiment : prepared.experiments().values()) {
                experiment.close();
            }
        }
    }

    private void warnOfShortBudget(PreparedRun prepared, TimeAccount time) {
        List<Cell> cells =
                prepared.trials().values().stream().map(TrialPlan::cell).toList();
        double round = prepared.roundSeconds(cells);
        double left = request.plan().budget().toNanos() / 1e9 - time.seconds();
        progress.say(String.format(
                Locale.ROOT,
                "%d cells, about %s a round, %d to %d rounds, %s of the budget left",
                cells.size(),
                Progress.clock(round),
                request.plan().minRounds(),
                request.plan().maxRounds(),
                Progress.clock(left)));
        if (round * request.plan().minRounds() > left) {
            progress.say(String.format(
                    Locale.ROOT,
                    "warning: the budget holds about %d of the %d rounds that verdicts need; raise bench.budget (--budget) to %dm or leave cells out",
                    (int) (left / round),
                    request.plan().minRounds(),
                    (int) Math.ceil((round * request.plan().minRounds() + time.seconds()) / 60)));
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

    private static void recordUnmeasurable(PreparedRun prepared, ResultsFile results) throws IOException {
        for (Cell cell : prepared.unmeasurable().values()) {
            String cause = String.valueOf(prepared.experiment(cell).failure());
            results.append(new TrialRecord(
                    1,
                    0,
                    cell.id(),
                    now(),
                    0,
                    0,
                    new Failure(Failure.Kind.SETUP, cause),
                    List.of(),
                    List.of(),
                    Map.of(),
                    Map.of()));
        }
    }

    private RunHeader header(PreparedRun prepared) {
        Plan plan = request.plan();
        return new RunHeader(
                RunHeader.SCHEMA,
                Suite.version(),
                plan.name(),
                request.command(),
                request.seed(),
                plan.precision(),
                plan.minRounds(),
                plan.maxRounds(),
                plan.budget().toNanos() / 1e9,
                now(),
                Environment.describe(request.jvm(), request.cpus()),
                prepared.cells(),
                prepared.leftOut());
    }

    private @Nullable RunResults earlier(ReportFolder folder, Map<Plan.PlannedWorkload, List<Cell>> planned)
            throws IOException {
        RunResults earlier = ResultsFile.read(folder.results());
        List<String> now = new ArrayList<>();
        planned.values().forEach(cells -> cells.forEach(cell -> now.add(cell.id())));
        List<String> then = new ArrayList<>();
        earlier.header().cells().forEach(cell -> then.add(cell.id()));
        earlier.header().leftOut().forEach(cell -> then.add(cell.cell().id()));
        List<String> added = now.stream().filter(cell -> !then.contains(cell)).toList();
        List<String> gone = then.stream().filter(cell -> !now.contains(cell)).toList();
        if (!added.isEmpty() || !gone.isEmpty()) {
            throw new UsageException("the run in " + folder.path() + " measured other cells; new: " + some(added)
                    + "; gone: " + some(gone)
                    + ". Ask for the same plan, or start a new run without bench.resume (--resume).");
        }
        return earlier;
    }

    private static String some(List<String> cells) {
        return cells.size() <= 3 ? cells.toString() : cells.subList(0, 3) + " and " + (cells.size() - 3) + " more";
    }

    /** JMH's forks, workers and fixtures all take the class path of this JVM: the user's jars have to be on it. */
    private void extendClassPath() {
        String separator = System.getProperty("path.separator");
        String jars = request.jars().stream().map(Path::toString).collect(Collectors.joining(separator));
        if (!jars.isEmpty()) {
            System.setProperty("java.class.path", System.getProperty("java.class.path") + separator + jars);
        }
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("concurrency-bench-");
        } catch (IOException e) {
            throw new UsageException(
                    "no temporary folder can be made in " + System.getProperty("java.io.tmpdir") + " (" + e.getMessage()
                            + "): free space there, or name another one with -Djava.io.tmpdir",
                    e);
        }
    }

    private void deleteQuietly(Path scratch) {
        try {
            Folders.delete(scratch);
        } catch (IOException e) {
            progress.say("temporary files are left in " + scratch + ": " + e.getMessage());
        }
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
