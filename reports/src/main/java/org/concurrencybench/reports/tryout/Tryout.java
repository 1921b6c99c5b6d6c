package org.concurrencybench.reports.tryout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.diagnosis.Advice;
import org.concurrencybench.core.diagnosis.Diagnosis;
import org.concurrencybench.core.experiment.Pilot;
import org.concurrencybench.core.experiment.PilotRun;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.IoReason;
import org.concurrencybench.reports.records.PilotRecord;
import org.concurrencybench.reports.records.ShellWords;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.Interruption;
import org.concurrencybench.reports.run.Progress;
import org.concurrencybench.reports.run.RunFailedException;
import org.concurrencybench.reports.run.folder.ScratchFolder;
import org.concurrencybench.reports.run.jars.ClassPaths;
import org.concurrencybench.reports.run.trial.JmhLock;
import org.concurrencybench.reports.run.trial.PreparedExperiment;
import org.concurrencybench.reports.run.trial.TrialJvm;
import org.concurrencybench.reports.run.trial.TrialPlan;
import org.concurrencybench.reports.run.trial.TrialRunner;
import org.concurrencybench.reports.run.trial.TrialSizing;

/**
 * Tries workloads under models: for each workload a pilot run, then a few batches under each model, each in a JVM of
 * its own. It goes the way of a run, so that what it finds is what a run would find, but measures and keeps nothing.
 */
public final class Tryout {
    /** Whose trials it makes shorter. */
    static final String PLAN = "quick";

    private static final String RAISED = "--limit";
    private static final String FAILED = "failed";
    private static final String BLOCKS = "blocks its stages";

    /** Before the reason of a model. */
    static final String REFUSED = "cannot run here: ";

    private final TryRequest request;
    private final Catalog catalog;
    private final Progress progress;
    private final Plan plan = PlanReader.read(PLAN);
    private final ClassPaths classPaths;

    public Tryout(TryRequest request, Catalog catalog, Progress progress) {
        this.request = request;
        this.catalog = catalog;
        this.progress = progress;
        this.classPaths = new ClassPaths(catalog, request.jars());
    }

    /**
     * Tries all and prints what it finds.
     *
     * @return whether nothing is wrong
     * @throws org.concurrencybench.core.api.UsageException when another run is under way
     * @throws RunFailedException when the disk gives out
     */
    public boolean tell() throws RunFailedException, InterruptedException {
        JmhLock.requireFree();
        ClassPaths.told(classPaths.userJars()).forEach(progress::say);
        try (Interruption interruption = new Interruption();
                ScratchFolder scratch = ScratchFolder.create(progress::say)) {
            boolean well = true;
            for (String id : request.workloads()) {
                well &= new OfWorkload(catalog.workload(id), interruption, scratch.path()).tell();
            }
            return well;
        } catch (IOException e) {
            throw new RunFailedException("trying stopped: " + IoReason.of(e), e);
        }
    }

    /** One workload. */
    private final class OfWorkload {
        private final Workload<?, ?> workload;
        private final Interruption interruption;
        private final Path scratch;
        private final TrialJvm trialJvm;
        private final List<Runnable> wrong = new ArrayList<>();

        OfWorkload(Workload<?, ?> workload, Interruption interruption, Path scratch) {
            this.workload = workload;
            this.interruption = interruption;
            this.scratch = scratch;
            this.trialJvm = new TrialJvm(plan.trial(), request.cpus(), scratch);
        }

        boolean tell() throws IOException, InterruptedException {
            String id = workload.id();
            TryCells cells = TryCells.of(request, catalog, plan, workload);
            if (cells.byModel().isEmpty()) {
                progress.say(id + ": none of these models can run it here");
                cells.refusals().forEach((model, reason) -> line(model, REFUSED + reason));
                return false;
            }
            progress.now("trying " + id + " alone");
            Values parameters = Values.of("workload '" + id + "'", workload.parameters(), Map.of());
            TrialSizing sizing = new TrialSizing(plan.trial(), request.cpus());
            try (PreparedExperiment experiment = PreparedExperiment.prepare(
                    workload,
                    parameters,
                    scratch.resolve("experiment-" + id),
                    classPaths.of(workload),
                    folder -> PilotRun.inOwnJvm(
                            id,
                            parameters,
                            cells.batchRule(sizing, workload),
                            folder,
                            request.jvm().java(),
                            classPaths.of(workload),
                            trialJvm.aloneArguments(),
                            request.limit(),
                            RAISED))) {
                String failure = experiment.failure();
                if (failure != null) {
                    requireNotInterrupted();
                    progress.unmeasurable(id, new Failure(Failure.Kind.SETUP, failure));
                    return false;
                }
                return tell(cells, experiment);
            }
        }

        private boolean tell(TryCells cells, PreparedExperiment experiment) throws IOException, InterruptedException {
            Pilot pilot = experiment.pilot();
            long[] digests = experiment.folder().expected();
            progress.say(workload.id() + ": a task takes about " + NumberText.time(pilot.nanosPerTask())
                    + " alone, and run would use batches of " + NumberText.count(pilot.tasks(), "task")
                    + "; task 0 has digest " + Advice.digest(digests[0]));
            TrialRunner runner = new TrialRunner(
                    trialJvm,
                    List.of(request.jvm()),
                    catalog,
                    classPaths,
                    scratch,
                    "make them shorter, or raise " + RAISED);
            int position = 0;
            for (Cell cell : cells.byModel().values()) {
                tryUnder(cell, runner, experiment, ++position);
            }
            cells.refusals().forEach((model, reason) -> line(model, REFUSED + reason));
            wrong.forEach(Runnable::run);
            return conclude(pilot);
        }

        private void tryUnder(Cell cell, TrialRunner runner, PreparedExperiment experiment, int position)
                throws IOException, InterruptedException {
            progress.now("trying " + workload.id() + " under " + cell.model());
            TrialPlan trial =
                    TryCells.trial(cell, workload, catalog.model(cell.model()), experiment.pilot(), request.limit());
            TrialRecord record = runner.run(
                    trial,
                    experiment,
                    List.copyOf(experiment.pids()),
                    request.limit().toNanos() / 1e9,
                    number(),
                    position);
            Failure failure = record.failure();
            String blocked = record.facts().get(TrialFacts.BLOCKED_AT);
            if (failure != null) {
                requireNotInterrupted();
                line(cell.model(), FAILED);
                wrong.add(() -> progress.tell(cell.id(), FAILED, failure));
            } else if (blocked != null) {
                line(cell.model(), BLOCKS);
                wrong.add(() -> progress.tell(cell.id(), BLOCKS, ofBlockedStage(blocked)));
            } else {
                line(
                        cell.model(),
                        String.format(
                                Locale.ROOT,
                                "ok   %s with the digests that they have alone, %s a task while cold",
                                NumberText.count(trial.cell().tasks(), "output"),
                                NumberText.time(record.iterations().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .average()
                                        .orElseThrow())));
            }
        }

        /** Its place among all workloads: trials have folders by that. */
        private int number() {
            return 1 + request.workloads().indexOf(workload.id());
        }

        private boolean conclude(Pilot pilot) {
            if (pilot.alike()) {
                progress.say("warning: " + workload.id() + ": " + PilotRecord.ALIKE);
            }
            if (wrong.isEmpty()) {
                String only = request.workloads().size() == 1 ? "" : " --workloads=" + ShellWords.quote(workload.id());
                progress.say("  ready: run it with: " + request.runCommand() + only);
            }
            return wrong.isEmpty();
        }

        private void line(String model, String what) {
            progress.say(String.format(Locale.ROOT, "  %-20s %s", model, what));
        }

        private void requireNotInterrupted() throws InterruptedException {
            if (interruption.happensNow()) {
                throw new InterruptedException("interrupted");
            }
        }
    }

    private static Failure ofBlockedStage(String place) {
        return new Failure(
                Failure.Kind.TASK,
                new Diagnosis(
                                "a stage of runAsync() blocks its thread, of which there is one for each cpu, so that all other chains"
                                        + " wait too: " + place,
                                Advice.BLOCKED_STAGE,
                                "")
                        .text());
    }
}
