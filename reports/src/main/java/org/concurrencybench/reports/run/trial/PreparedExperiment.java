package org.concurrencybench.reports.run.trial;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.diagnosis.Advice;
import org.concurrencybench.core.diagnosis.Causes;
import org.concurrencybench.core.diagnosis.DiagnosedException;
import org.concurrencybench.core.experiment.BatchRule;
import org.concurrencybench.core.experiment.ExperimentFolder;
import org.concurrencybench.core.experiment.Pilot;
import org.concurrencybench.core.experiment.PilotRun;
import org.concurrencybench.core.fixture.Fixtures;
import org.concurrencybench.core.os.LeftoverProcesses;
import org.concurrencybench.reports.run.jars.UserClasses;
import org.jspecify.annotations.Nullable;

/**
 * A workload with its parameters, prepared once per run: fixtures started, batch size chosen, expected digests known.
 * Or not, with the reason: then every cell of it has failed.
 */
public final class PreparedExperiment implements AutoCloseable {
    private final ExperimentFolder folder;
    private final Workload<?, ?> workload;
    private final Fixtures fixtures;
    private @Nullable Pilot pilot;
    private @Nullable String failure;
    private @Nullable Throwable thrown;

    private PreparedExperiment(ExperimentFolder folder, Workload<?, ?> workload, Fixtures fixtures) {
        this.folder = folder;
        this.workload = workload;
        this.fixtures = fixtures;
    }

    /**
     * Prepares it; the limit is a share of the run's budget.
     *
     * @param classPath of its fixtures and its pilot run
     * @param limit what the pilot run may take
     */
    public static PreparedExperiment prepare(
            Workload<?, ?> workload,
            Values parameters,
            BatchRule rule,
            Path path,
            Path jvm,
            String classPath,
            List<String> jvmArguments,
            Duration limit)
            throws IOException, InterruptedException {
        return prepare(
                workload,
                parameters,
                path,
                classPath,
                folder -> PilotRun.inOwnJvm(
                        workload.id(), parameters, rule, folder, jvm, classPath, jvmArguments, limit));
    }

    /** A pilot run, whose answers are in the folder when it returns. */
    @FunctionalInterface
    public interface PilotWay {
        /**
         * Makes it.
         *
         * @throws DiagnosedException when a task fails
         * @throws IOException when it fails otherwise; the message is the diagnosis in words
         */
        Pilot run(ExperimentFolder folder) throws DiagnosedException, IOException, InterruptedException;
    }

    /**
     * Prepares it with a pilot run of the caller's.
     *
     * @param path for its files; made here
     * @param classPath of its fixtures
     */
    public static PreparedExperiment prepare(
            Workload<?, ?> workload, Values parameters, Path path, String classPath, PilotWay pilotRun)
            throws IOException, InterruptedException {
        Files.createDirectories(path);
        Fixtures fixtures =
                new Fixtures(parameters, Files.createDirectory(path.resolve("files")), classPath, List.of());
        PreparedExperiment experiment = new PreparedExperiment(new ExperimentFolder(path), workload, fixtures);
        try {
            experiment.folder.writeAddresses(prepare(workload, fixtures));
            experiment.pass(pilotRun);
        } catch (InterruptedException | UsageException e) {
            experiment.close();
            throw e;
        } catch (DiagnosedException | IOException | RuntimeException | LinkageError e) {
            experiment.failure = e.getMessage() == null ? e.toString() : e.getMessage();
            experiment.thrown = e.getCause() == null ? e : e.getCause();
        }
        return experiment;
    }

    /** Returns the addresses of its fixtures. */
    private static Map<String, URI> prepare(Workload<?, ?> workload, Fixtures fixtures)
            throws DiagnosedException, InterruptedException {
        try {
            return UserClasses.call(workload.getClass().getClassLoader(), () -> {
                workload.prepare(fixtures);
                return fixtures.addresses();
            });
        } catch (InterruptedException | UsageException e) {
            throw e;
        } catch (Throwable e) {
            throw new DiagnosedException(Causes.of("prepare() of the workload", e, Advice.toSetUp("prepare()", e)), e);
        }
    }

    private void pass(PilotWay pilotRun) throws DiagnosedException, IOException, InterruptedException {
        LeftoverProcesses leftovers = LeftoverProcesses.fromNow();
        try {
            pilot = pilotRun.run(folder);
        } finally {
            leftovers.killOfThisRun();
        }
    }

    /** Where its files are. */
    public ExperimentFolder folder() {
        return folder;
    }

    public Workload<?, ?> workload() {
        return workload;
    }

    /** Why nothing of it can be measured, or null. */
    @Nullable
    public String failure() {
        return failure;
    }

    /** What was thrown where it failed in this JVM, or null. */
    @Nullable
    public Throwable thrown() {
        return thrown;
    }

    /** What the pilot found; only without a failure. */
    public Pilot pilot() {
        if (pilot == null) {
            throw new IllegalStateException("no pilot: " + failure);
        }
        return pilot;
    }

    /** Process ids of its fixtures, which no watchdog may end. */
    public Collection<Long> pids() {
        return fixtures.pids().values();
    }

    @Override
    public void close() {
        fixtures.close();
    }
}
