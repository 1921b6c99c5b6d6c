package org.concurrencybench.reports.tryout;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.diagnosis.Causes;
import org.concurrencybench.core.experiment.PilotRun;
import org.concurrencybench.core.experiment.TrialFolder;
import org.concurrencybench.core.jmh.TrialHere;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.PlanReader;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.IoReason;
import org.concurrencybench.reports.run.Progress;
import org.concurrencybench.reports.run.RunFailedException;
import org.concurrencybench.reports.run.folder.ScratchFolder;
import org.concurrencybench.reports.run.jars.ClassPaths;
import org.concurrencybench.reports.run.jars.UserClasses;
import org.concurrencybench.reports.run.trial.PreparedExperiment;
import org.concurrencybench.reports.run.trial.TrialSizing;
import org.jspecify.annotations.Nullable;

/**
 * Tries workloads in this JVM, for a debugger: with whole stack traces and without limits. Only the fixtures of a
 * workload run elsewhere.
 */
public final class InProcessTryout {
    private static final int BATCHES = 3;

    private final TryRequest request;
    private final Catalog catalog;
    private final Progress progress;
    private final Plan plan = PlanReader.read(Tryout.PLAN);

    public InProcessTryout(TryRequest request, Catalog catalog, Progress progress) {
        this.request = request;
        this.catalog = catalog;
        this.progress = progress;
    }

    /**
     * Tries all and prints what it finds.
     *
     * @return whether nothing is wrong
     * @throws UsageException when a model runs its tasks in other JVMs
     * @throws RunFailedException when the disk gives out
     */
    public boolean tell() throws RunFailedException, InterruptedException {
        for (String id : request.models()) {
            if (catalog.model(id).family() == ModelFamily.PROCESS) {
                throw new UsageException("--in-process cannot be combined with the model '" + id
                        + "', which runs its tasks in other JVMs: name a model of another family with --model");
            }
        }
        try (ScratchFolder scratch = ScratchFolder.create(progress::say)) {
            boolean well = true;
            for (String id : request.workloads()) {
                Workload<?, ?> workload = catalog.workload(id);
                well &= UserClasses.call(workload.getClass().getClassLoader(), () -> isWell(workload, scratch.path()));
            }
            return well;
        } catch (IOException e) {
            throw new RunFailedException("trying stopped: " + IoReason.of(e), e);
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e); // nothing else is declared
        }
    }

    private boolean isWell(Workload<?, ?> workload, Path scratch) throws IOException, InterruptedException {
        TryCells cells = TryCells.of(request, catalog, plan, workload);
        Values parameters = Values.of("workload '" + workload.id() + "'", workload.parameters(), Map.of());
        TrialSizing sizing = new TrialSizing(plan.trial(), request.cpus());
        try (PreparedExperiment experiment = PreparedExperiment.prepare(
                workload,
                parameters,
                scratch.resolve("experiment-" + workload.id()),
                new ClassPaths(catalog, request.jars()).of(workload),
                path -> PilotRun.inThisJvm(workload, parameters, cells.batchRule(sizing, workload), path))) {
            String failure = experiment.failure();
            if (failure != null) {
                progress.unmeasurable(workload.id(), new Failure(Failure.Kind.SETUP, failure));
                trace(experiment.thrown());
                return false;
            }
            boolean well = !cells.byModel().isEmpty();
            cells.refusals().forEach((model, reason) -> line(workload, model, Tryout.REFUSED + reason));
            for (Cell cell : cells.byModel().values()) {
                well &= isWell(fresh(workload), parameters, cell, experiment, scratch);
            }
            return well;
        }
    }

    private <I, O> boolean isWell(
            Workload<I, O> workload, Values parameters, Cell cell, PreparedExperiment experiment, Path scratch)
            throws IOException, InterruptedException {
        ConcurrencyModel model = catalog.model(cell.model());
        int tasks = TryCells.tasks(
                cell,
                workload,
                experiment.pilot(),
                Math.max(1, experiment.pilot().nanosPerTask()));
        TrialFolder trial = new TrialFolder(Files.createDirectory(scratch.resolve(workload.id() + "-" + cell.model())));
        Values own = Values.of("model '" + model.id() + "'", model.settings(), cell.settings());
        try {
            TrialHere.run(
                    workload,
                    parameters,
                    model,
                    new Settings(cell.cpus(), cell.concurrency(), own),
                    tasks,
                    BATCHES,
                    experiment.folder(),
                    trial);
            line(workload, model.id(), "ok   " + BATCHES + " batches of " + tasks + " tasks");
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            Optional<TrialFolder.Told> told = trial.failure();
            progress.tell(
                    cell.id(),
                    "failed",
                    told.map(seen -> new Failure(Failure.Kind.valueOf(seen.kind()), seen.message()))
                            .orElseGet(() -> new Failure(
                                    Failure.Kind.SETUP,
                                    Causes.of("the trial", e, "see the stack trace.")
                                            .text())));
            trace(e);
            return false;
        }
    }

    /** A second instance, since one is opened once only. */
    private static Workload<?, ?> fresh(Workload<?, ?> workload) {
        try {
            Constructor<?> constructor = workload.getClass().getDeclaredConstructor();
            return (Workload<?, ?>) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new UsageException(
                    "workload '" + workload.id() + "' cannot be made a second time (" + e
                            + "): its class needs a public constructor without arguments",
                    e);
        }
    }

    private void line(Workload<?, ?> workload, String model, String what) {
        progress.say(workload.id() + " under " + model + ": " + what);
    }

    private void trace(@Nullable Throwable thrown) {
        if (thrown != null) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            List<String> lines = text.toString().lines().toList();
            lines.forEach(progress::say);
        }
    }
}
