package org.concurrencybench.reports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.ConfiguredWorkload;
import org.concurrencybench.core.api.Session;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Task;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.api.Workload;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.fixture.Fixtures;
import org.concurrencybench.core.os.ParentWatch;

/**
 * Runs a few tasks of every built-in workload under some models, in this JVM and in those that the models start. Writes
 * a line for each pair: how it went.
 *
 * <p>Arguments: the file for these lines, an empty folder for fixtures, ids of models. Where arithmetic does not know a
 * digest, the first model that runs the workload does.
 */
public final class WholeMatrix {
    /** What a pair came to; tabs separate it from the ids of model and workload and a text. */
    enum Outcome {
        RIGHT,
        REFUSED,
        WRONG
    }

    private static final int CPUS = 2;
    private static final int WAITING_CONCURRENCY = 4;
    private static final int TASKS = 8;
    private static final int RUNS = 2;
    private static final long LIMIT_SECONDS = 60;
    /** A model that costs this much for each task starts a JVM for it: a few such tasks show what many would. */
    private static final Duration LARGE_OVERHEAD = Duration.ofMillis(100);

    /** Where defaults take longer than a test has time; a workload that is not here runs with its defaults. */
    private static final Map<String, Map<String, String>> SMALL = Map.of("http-fetch", Map.of("service-time", "1ms"));

    private final List<String> lines = new ArrayList<>();
    private final List<ConcurrencyModel> models;

    private WholeMatrix(List<ConcurrencyModel> models) {
        this.models = models;
    }

    public static void main(String[] args) throws Exception {
        ParentWatch.startIfAsked();
        Catalog catalog = Catalog.load(WholeMatrix.class.getClassLoader());
        WholeMatrix matrix =
                new WholeMatrix(Arrays.stream(args).skip(2).map(catalog::model).toList());
        for (Workload<?, ?> workload : BuiltIn.workloads()) {
            matrix.add(workload, Path.of(args[1]).resolve(workload.id()));
        }
        Files.write(Path.of(args[0]), matrix.lines);
        System.exit(0); // whatever threads are left
    }

    private <I, O> void add(Workload<I, O> workload, Path folder) {
        Values parameters = Values.of(
                "workload '" + workload.id() + "'", workload.parameters(), SMALL.getOrDefault(workload.id(), Map.of()));
        try (Fixtures fixtures = new Fixtures(parameters, Files.createDirectories(folder), List.of())) {
            workload.prepare(fixtures);
            ConfiguredWorkload<I, O> configured = new ConfiguredWorkload<>(workload, parameters, fixtures.addresses());
            workload.open(configured.jvmContext(1));
            try {
                Map<Integer, Long> digests = new HashMap<>();
                models.forEach(model -> add(configured, model, digests));
            } finally {
                workload.close();
            }
        } catch (Exception e) {
            models.forEach(model -> add(Outcome.WRONG, model, workload, "it could not be prepared: " + e));
        }
    }

    /** {@code digests}: those of the first model, by the numbers of tasks. */
    private <I, O> void add(ConfiguredWorkload<I, O> configured, ConcurrencyModel model, Map<Integer, Long> digests) {
        Workload<I, O> workload = configured.workload();
        Optional<String> refusal = model.refusal(workload, Runtime.version().feature());
        if (refusal.isPresent()) {
            add(Outcome.REFUSED, model, workload, refusal.get());
            return;
        }
        try {
            runAll(configured, model, digests);
            add(Outcome.RIGHT, model, workload, "");
        } catch (Exception | AssertionError | LinkageError e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            add(Outcome.WRONG, model, workload, cause.toString());
        }
    }

    private static <I, O> void runAll(
            ConfiguredWorkload<I, O> configured, ConcurrencyModel model, Map<Integer, Long> digests) throws Exception {
        Workload<I, O> workload = configured.workload();
        int concurrency = Math.min(workload.waits() ? WAITING_CONCURRENCY : CPUS, model.maxConcurrency());
        Settings settings =
                new Settings(CPUS, concurrency, Values.of("model '" + model.id() + "'", model.settings(), Map.of()));
        model.check(settings);
        boolean few = model.taskOverhead().compareTo(LARGE_OVERHEAD) >= 0;
        try (Session<I, O> session = model.open(configured, settings)) {
            for (int run = 0; run < (few ? 1 : RUNS); run++) {
                List<Digested<I, O>> tasks = new ArrayList<>();
                for (int index = 0; index < (few ? CPUS : TASKS); index++) {
                    Digested<I, O> task = new Digested<>(workload, workload.input(index), new CompletableFuture<>());
                    tasks.add(task);
                    session.submit(task);
                }
                session.flush();
                for (int index = 0; index < tasks.size(); index++) {
                    check(workload, index, tasks.get(index).await(), digests);
                }
            }
        }
    }

    private static void check(Workload<?, ?> workload, int index, long digest, Map<Integer, Long> digests) {
        OptionalLong given = workload.expected(index);
        Long known = given.isPresent() ? Long.valueOf(given.getAsLong()) : digests.putIfAbsent(index, digest);
        if (known != null && known != digest) {
            throw new AssertionError("the digest of task " + index + " is " + digest + " and should be " + known
                    + (given.isPresent() ? " by arithmetic" : " as under the first model"));
        }
    }

    private void add(Outcome outcome, ConcurrencyModel model, Workload<?, ?> workload, String text) {
        lines.add(String.join("\t", outcome.name(), model.id(), workload.id(), text.replaceAll("\\s+", " ")));
    }

    /** A task that somebody waits for. */
    private record Digested<I, O>(Workload<I, O> workload, I input, CompletableFuture<Long> digest)
            implements Task<I, O> {
        @Override
        public void succeeded(O output, long busyNanos) {
            try {
                digest.complete(workload.digest(output));
            } catch (RuntimeException e) {
                digest.completeExceptionally(e);
            }
        }

        @Override
        public void failed(Throwable cause) {
            digest.completeExceptionally(cause);
        }

        long await() throws InterruptedException, ExecutionException {
            try {
                return digest.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new AssertionError("a task has not ended after " + LIMIT_SECONDS + " s", e);
            }
        }
    }
}
