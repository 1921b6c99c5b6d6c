package org.concurrencybench.reports.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PlannedExperiment;
import org.concurrencybench.reports.records.IoReason;
import org.concurrencybench.reports.records.PilotRecord;
import org.concurrencybench.reports.records.PricesPlanned;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnding;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.run.folder.Heartbeat;
import org.concurrencybench.reports.run.folder.ReportFolder;
import org.concurrencybench.reports.run.folder.ScratchFolder;
import org.concurrencybench.reports.run.jars.ClassPaths;
import org.concurrencybench.reports.run.machine.Environment;
import org.concurrencybench.reports.run.trial.JmhLock;
import org.jspecify.annotations.Nullable;

/**
 * One run: plan → rounds → records. Everything it starts has ended when it returns, and every record is on the disk.
 */
public final class Run {
    private final RunRequest request;
    private final Catalog catalog;
    private final Progress progress;
    private final ClassPaths classPaths;

    public Run(RunRequest request, Catalog catalog, Progress progress) {
        this.request = request;
        this.catalog = catalog;
        this.progress = progress;
        classPaths = new ClassPaths(catalog, request.jars());
    }

    /**
     * What {@link #execute} calls, with the results' folder, when the records are complete or the run was interrupted.
     */
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
        List<PlannedExperiment> planned = request.experiments(catalog);
        new RefusedCells(request, catalog).requireOthers(planned);
        @Nullable PricesPlanned prices = PriceCells.of(request);
        request.profile().ifPresent(profile -> profile.in(planned));
        if (request.resume() && !Files.exists(request.out().resolve(ResultsFile.NAME))) {
            throw new UsageException("there is no run to resume in " + request.out()
                    + ": leave bench.resume (--resume) out, or name its folder with bench.out (--out)");
        }
        JmhLock.requireFree();
        try (ReportFolder folder = ReportFolder.take(request.out())) {
            Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            RunHeader header;
            ResumedRun earlier = null;
            if (request.resume()) {
                RunHeader then = ResumedRun.header(folder.results());
                header = header(startedAt, request.seed().orElse(then.seed()), planned);
                earlier = ResumedRun.in(folder, header, prices, request.plan().budget());
            } else {
                header = header(startedAt, request.seed().orElseGet(System::currentTimeMillis), planned);
            }
            // Nothing has been touched until here.
            measure(folder, header, earlier, startedAt, planned, prices, report);
        } catch (IOException e) {
            throw new RunFailedException(
                    "the run stopped: " + IoReason.of(e)
                            + (Files.exists(request.out().resolve(ResultsFile.NAME))
                                    ? ". The records made so far are in "
                                            + request.out().resolve(ResultsFile.NAME)
                                            + ". "
                                            + ResumeHint.words(
                                                    request.out(),
                                                    new RunEnding(false, false, "it was cut off before its end"))
                                    : ". Nothing has been recorded."),
                    e);
        }
    }

    private static void write(ReportWriter report, ReportFolder folder) throws RunFailedException {
        try {
            report.write(folder.path());
        } catch (IOException e) {
            throw new RunFailedException(
                    "the report could not be written: " + IoReason.of(e) + ". All records are in " + folder.results()
                            + "; when the disk has room again, 'concurrency-bench report " + folder.path()
                            + "' makes the report from them.",
                    e);
        }
    }

    private void measure(
            ReportFolder folder,
            RunHeader header,
            @Nullable ResumedRun earlier,
            Instant startedAt,
            List<PlannedExperiment> planned,
            @Nullable PricesPlanned prices,
            ReportWriter report)
            throws IOException, InterruptedException, RunFailedException {
        Optional<String> nothingLeft = earlier == null
                ? Optional.empty()
                : earlier.nothingLeft(request.plan().budget());
        if (nothingLeft.isPresent()) {
            progress.say(nothingLeft.get());
            write(report, folder);
            return;
        }
        awaitOrphans(folder);
        ClassPaths.told(header.jars()).forEach(progress::say);
        // An interruption waits for all that is closed before it.
        try (Interruption interruption = new Interruption();
                Heartbeat heartbeat = folder.live(startedAt);
                ScratchFolder scratch = ScratchFolder.create(progress::say)) {
            try {
                RunPart part = new RunPart(
                        new RunScope(request, catalog, classPaths, progress, scratch.path(), interruption),
                        folder,
                        planned,
                        prices);
                if (earlier == null) {
                    part.begin(header);
                } else {
                    part.resume(earlier, startedAt);
                }
            } catch (IOException | InterruptedException | RuntimeException e) {
                reportAnyway(report, folder, e);
                throw e;
            }
            write(report, folder); // before anything ends this JVM
        }
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
            progress.say("the previous run was killed a moment ago: waiting for its processes to end");
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        }
    }

    /** What is asked for; what only the pilots tell is not in it yet. */
    private RunHeader header(Instant startedAt, long seed, List<PlannedExperiment> planned) {
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
                Environment.describe(request.jvms(), request.cpus()),
                classPaths.userJars(),
                planned.stream()
                        .flatMap(experiment -> experiment.cells().stream())
                        .toList(),
                List.of(),
                planned.stream()
                        .map(experiment -> new PilotRecord(
                                experiment.id(),
                                0,
                                experiment.workload().tasks(),
                                experiment.workload().tasks() > 0))
                        .toList());
    }
}
