package org.concurrencybench.reports.run.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.core.api.ConcurrencyModel;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.Values;
import org.concurrencybench.core.catalog.Catalog;
import org.concurrencybench.core.cost.CostTotals;
import org.concurrencybench.core.experiment.EvidenceNames;
import org.concurrencybench.core.experiment.ExperimentFolder;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.core.experiment.TrialFolder;
import org.concurrencybench.core.experiment.WarmUpTrace;
import org.concurrencybench.core.jmh.TrialProfiler;
import org.concurrencybench.core.load.CapacitySearch;
import org.concurrencybench.core.load.LoadReport;
import org.concurrencybench.core.os.ParentWatch;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Load;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.folder.Folders;
import org.concurrencybench.reports.run.jars.ClassPaths;
import org.concurrencybench.reports.run.machine.Jvm;
import org.concurrencybench.reports.run.machine.MachineLoad;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures one cell once: one JMH call with a single fork. Whatever happens in that fork ends as a record. */
public final class TrialRunner {
    private static final String CLASS_PATH = "java.class.path";

    private static final long MOST_LIMIT_MILLIS = Duration.ofDays(30).toMillis();

    private final TrialJvm jvm;
    private final Catalog catalog;
    private final ClassPaths classPaths;
    private final Map<String, Path> javas = new HashMap<>();
    private final Map<String, Integer> features = new HashMap<>();
    private final Path folder;
    private final String slowHelp;
    /** Whether trials of the first round look for evidence when they have been measured. */
    private final boolean evidence;

    /** {@code folder}: where trials may leave files while they run. */
    public TrialRunner(TrialJvm jvm, List<Jvm> jvms, Catalog catalog, ClassPaths classPaths, Path folder) {
        this(jvm, jvms, catalog, classPaths, folder, TrialFailure.FEWER_TASKS, true);
    }

    /**
     * For trials that are not to be measured.
     *
     * @param slowHelp what a user does where a trial reaches its limit and its tasks are only slow
     */
    public TrialRunner(
            TrialJvm jvm, List<Jvm> jvms, Catalog catalog, ClassPaths classPaths, Path folder, String slowHelp) {
        this(jvm, jvms, catalog, classPaths, folder, slowHelp, false);
    }

    private TrialRunner(
            TrialJvm jvm,
            List<Jvm> jvms,
            Catalog catalog,
            ClassPaths classPaths,
            Path folder,
            String slowHelp,
            boolean evidence) {
        this.evidence = evidence;
        this.jvm = jvm;
        this.catalog = catalog;
        this.classPaths = classPaths;
        jvms.forEach(measured -> {
            javas.put(measured.label(), measured.java());
            features.put(measured.label(), measured.feature());
        });
        this.folder = folder;
        this.slowHelp = slowHelp;
    }

    /**
     * Never throws for what a trial does: a failure is a record as well.
     *
     * @param secondsLeft after which the trial is ended, if its own limit does not end it before
     */
    public TrialRecord run(
            TrialPlan plan,
            PreparedExperiment experiment,
            List<Long> spared,
            double secondsLeft,
            int round,
            int position)
            throws IOException {
        List<String> asked = evidence && round == 1 ? List.of("-D" + EvidenceNames.ASKED + "=true") : List.of();
        return run(plan, experiment, spared, secondsLeft, round, position, asked);
    }

    /** Makes a trial for its recordings alone; returns why it failed, where it did. */
    public Optional<String> profile(TrialPlan plan, PreparedExperiment experiment, List<Long> spared, Profile profile)
            throws IOException {
        List<String> recording = profile.arguments(plan.cell(), jvm.arguments(plan.cell()));
        double limit = plan.limit().toNanos() / 1e9;
        TrialRecord record = run(plan, experiment, spared, limit, 0, 0, recording);
        return Optional.ofNullable(record.failure()).map(Failure::headline);
    }

    /** {@code more}: further arguments of the measured JVM. */
    private TrialRecord run(
            TrialPlan plan,
            PreparedExperiment experiment,
            List<Long> spared,
            double secondsLeft,
            int round,
            int position,
            List<String> more)
            throws IOException {
        Cell cell = plan.cell();
        String startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        long began = System.nanoTime();
        TrialFolder trial = new TrialFolder(Files.createDirectories(folder.resolve("r" + round + "-" + position)));
        Duration budget = Duration.ofNanos(Math.round(secondsLeft * 1e9));
        Duration limit = plan.limit().compareTo(budget) < 0 ? plan.limit() : budget;
        String classPath = classPaths.of(cell);
        String problem = null;
        boolean expired;
        Optional<MachineLoad> before = MachineLoad.now(spared);
        TrialOutput output = new TrialOutput();
        IterationListener listener = new IterationListener(output);
        try (output;
                Watchdog watchdog = Watchdog.start(spared, limit)) {
            try {
                run(options(plan, experiment, classPath, trial, limit, round, more), classPath, listener);
            } catch (RunnerException e) {
                problem = problem(e);
            } catch (RuntimeException e) { // by JMH, when a java cannot even tell its properties
                problem = e.toString();
            }
            expired = watchdog.expired();
        }
        Optional<MachineLoad.Others> others =
                before.flatMap(earlier -> MachineLoad.now(spared).map(later -> later.since(earlier)));
        TrialFailure ended = new TrialFailure(plan, trial, problem, jvm.heapBytes(cell), output.tail(), slowHelp);
        Failure failure = expired
                ? ended.timeout(limit)
                : ended.failure(listener.warmup().size(), listener.iterations().size())
                        .orElse(null);
        WarmUpTrace warmUp = trial.warmUp();
        Map<String, String> facts = new HashMap<>(trial.facts());
        if (warmUp.judged()) {
            facts.put(TrialFacts.WARM, warmUp.warm() ? TrialFacts.YES : TrialFacts.NO);
        }
        jvm.asked(cell).forEach((name, value) -> facts.put(TrialFacts.ASKED + name, value));
        Map<String, Double> figures = figures(listener, warmUp, cell, facts, others);
        Evidence.of(trial.evidence()).addTo(figures, facts);
        if (failure == null && cell.load() != null && cell.load().target() != null) {
            addCapacity(trial.load(), figures, facts);
        }
        TrialRecord record = new TrialRecord(
                round,
                position,
                cell.id(),
                startedAt,
                (System.nanoTime() - began) / 1e9,
                listener.iterationSeconds(),
                failure,
                Stream.concat(warmUp.nanosPerTask().stream(), listener.warmup().stream())
                        .toList(),
                failure == null ? listener.iterations() : List.of(),
                figures,
                facts,
                failure == null && isOffered(cell) ? LoadReport.of(trial.load()) : null);
        Folders.delete(trial.path());
        return record;
    }

    /** JMH gives its forks the class path that this JVM says it has. */
    private static void run(Options options, String classPath, IterationListener listener) throws RunnerException {
        String before = System.getProperty(CLASS_PATH);
        System.setProperty(CLASS_PATH, classPath);
        try {
            new Runner(options, listener).run();
        } finally {
            System.setProperty(CLASS_PATH, before);
        }
    }

    private Options options(
            TrialPlan plan,
            PreparedExperiment experiment,
            String classPath,
            TrialFolder trial,
            Duration limit,
            int round,
            List<String> more) {
        Cell cell = plan.cell();
        Load load = cell.load();
        List<String> arguments = new ArrayList<>(jvm.arguments(cell));
        arguments.addAll(modelArguments(cell));
        arguments.addAll(jvm.classArchive(cell, classPath));
        arguments.add(
                "-D" + ExperimentFolder.PROPERTY + "=" + experiment.folder().path());
        arguments.add("-D" + TrialFolder.PROPERTY + "=" + trial.path());
        long deadline = System.currentTimeMillis() + Math.min(limit.toMillis(), MOST_LIMIT_MILLIS);
        arguments.add("-D" + TrialFolder.DEADLINE + "=" + deadline);
        arguments.add(ParentWatch.argument());
        arguments.addAll(more);
        if (!experiment.pids().isEmpty()) {
            arguments.add("-D" + CostTotals.FIXTURES + "="
                    + experiment.pids().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        String benchmark = cell.benchmark().isEmpty() ? catalog.benchmark(cell.family()) : cell.benchmark();
        TimeValue iteration = TimeValue.nanoseconds(plan.iteration().toNanos());
        return new OptionsBuilder()
                .include("^" + Pattern.quote(benchmark + ".batch") + "$")
                .mode(plan.singleShot() ? Mode.SingleShotTime : Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .operationsPerInvocation(load == null ? cell.tasks() : operations(load))
                .forks(1)
                .warmupForks(0)
                .threads(1)
                .warmupIterations(plan.settling())
                .warmupTime(iteration)
                .measurementIterations(plan.iterations())
                .measurementTime(iteration)
                .timeout(TimeValue.nanoseconds(plan.limit().multipliedBy(2).toNanos()))
                .shouldFailOnError(true)
                .jvm(java(cell).toString())
                .jvmArgs(arguments.toArray(String[]::new))
                .addProfiler(TrialProfiler.class)
                .param("workload", cell.workload())
                .param("parameters", joined(cell.parameters()))
                .param("model", cell.model())
                .param("settings", joined(cell.settings()))
                .param("cpus", Integer.toString(cell.cpus()))
                .param("concurrency", cell.concurrencyText())
                .param("tasks", Integer.toString(cell.tasks()))
                .param("load", load == null ? "" : load.request(round).text())
                .param("warmupMillis", Long.toString(plan.warmup().toMillis()))
                .param("warmupLimitMillis", Long.toString(plan.warmupLimit().toMillis()))
                .param(
                        "windowMillis",
                        Long.toString(Math.max(1, plan.iteration().toMillis())))
                .build();
    }

    private List<String> modelArguments(Cell cell) {
        ConcurrencyModel model = catalog.model(cell.model());
        Values own = Values.of("model '" + model.id() + "'", model.settings(), cell.settings());
        return model.jvmArguments(
                new Settings(cell.cpus(), cell.concurrency(), own), features.getOrDefault(cell.jvm(), 0));
    }

    private static boolean isOffered(Cell cell) {
        return cell.load() != null && cell.load().target() == null;
    }

    /** What a trial found that searched for a capacity. */
    private static void addCapacity(Map<String, String> found, Map<String, Double> figures, Map<String, String> facts) {
        double rate = Double.parseDouble(found.getOrDefault(CapacitySearch.Found.CAPACITY, "NaN"));
        if (Double.isFinite(rate)) {
            figures.put(Metric.CAPACITY_PER_SECOND, rate);
        }
        facts.put(TrialFacts.LOAD_PROBES, found.getOrDefault(CapacitySearch.Found.PROBES, ""));
    }

    /** Tasks that should arrive in a call; of a search nobody knows, and its time per task means nothing. */
    private static int operations(Load load) {
        return (int) Math.max(1, Math.round(load.rate() * (load.settleSeconds() + load.lengthSeconds())));
    }

    private Path java(Cell cell) {
        Path java = javas.get(cell.jvm());
        if (java == null) {
            throw new IllegalStateException("no JVM '" + cell.jvm() + "' for " + cell.id());
        }
        return java;
    }

    /** What JMH says; where it suppressed the causes, these. */
    private static String problem(RunnerException e) {
        if (String.valueOf(e.getMessage()).contains("Unable to acquire the JMH lock")) {
            throw JmhLock.taken(e);
        }
        List<String> causes = new ArrayList<>();
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            for (Throwable suppressed : cause.getSuppressed()) {
                causes.add(String.valueOf(suppressed.getMessage()));
            }
        }
        return causes.isEmpty() ? String.valueOf(e.getMessage()) : String.join("\n", causes);
    }

    private Map<String, Double> figures(
            IterationListener listener,
            WarmUpTrace warmUp,
            Cell cell,
            Map<String, String> facts,
            Optional<MachineLoad.Others> others) {
        Map<String, Double> totals = listener.totals();
        int tasks = cell.tasks();
        Map<String, Double> figures = new HashMap<>(
                WorkloadFigures.of(catalog.workload(cell.workload()).figures(), totals, tasks));
        figures.putAll(CostFigures.of(totals));
        if (warmUp.warm()) {
            figures.put(Metric.WARM_AFTER_SECONDS, warmUp.warmAfter());
        }
        int iterations = listener.iterations().size();
        if (iterations > 0 && totals.containsKey(TrialProfiler.TASKS)) {
            figures.put(Metric.BATCHES_PER_ITERATION, totals.get(TrialProfiler.TASKS) / tasks / iterations);
            figures.put(
                    Metric.ITERATION_MILLIS, totals.getOrDefault(TrialProfiler.BATCH_NANOS, 0.0) / 1e6 / iterations);
        }
        others.ifPresent(seen -> {
            figures.put(Metric.OTHER_CPUS, seen.used());
            figures.put(Metric.STOLEN_CPUS, seen.stolen());
        });
        ratio(totals, TrialProfiler.BUSY_NANOS, TrialProfiler.BATCH_NANOS)
                .ifPresent(value -> figures.put(Metric.TASKS_IN_FLIGHT, value));
        ratio(totals, TrialProfiler.CPU_NANOS, TrialProfiler.WALL_NANOS)
                .ifPresent(value -> figures.put(Metric.CPUS_USED, value));
        ratio(totals, TrialProfiler.CPU_NANOS, TrialProfiler.TASKS)
                .ifPresent(value -> figures.put(Metric.CPU_NANOS_PER_TASK, value));
        ratio(totals, TrialProfiler.BUSY_NANOS, TrialProfiler.TASKS)
                .ifPresent(value -> figures.put(Metric.BUSY_NANOS_PER_TASK, value));
        ratio(totals, TrialProfiler.GC_MILLIS, TrialProfiler.WALL_NANOS)
                .ifPresent(value -> figures.put(Metric.GC_MILLIS_PER_SECOND, value * 1e9));
        ratio(totals, TrialProfiler.COMPILATION_MILLIS, TrialProfiler.WALL_NANOS)
                .ifPresent(value -> figures.put(Metric.COMPILATION_MILLIS_PER_SECOND, value * 1e9));
        Double peak = totals.get(TrialProfiler.PEAK_RESIDENT_BYTES);
        if (peak != null && peak > 0) {
            figures.put(Metric.PEAK_RESIDENT_BYTES, peak);
        }
        fact(facts, TrialFacts.JVMS).ifPresent(value -> figures.put(Metric.JVMS, value));
        fact(facts, TrialFacts.START_MILLIS).ifPresent(value -> figures.put(Metric.START_MILLIS, value));
        fact(facts, Metric.CROSSED_BYTES_PER_TASK)
                .ifPresent(value -> figures.put(Metric.CROSSED_BYTES_PER_TASK, value));
        fact(facts, TrialFacts.DIGEST_NANOS_PER_TASK)
                .ifPresent(value -> figures.put(Metric.DIGEST_NANOS_PER_TASK, value));
        return figures;
    }

    private static Optional<Double> ratio(Map<String, Double> totals, String numerator, String denominator) {
        double below = totals.getOrDefault(denominator, 0.0);
        return below > 0 ? Optional.of(totals.getOrDefault(numerator, 0.0) / below) : Optional.empty();
    }

    private static Optional<Double> fact(Map<String, String> facts, String name) {
        return Optional.ofNullable(facts.get(name)).map(Double::parseDouble);
    }

    private static String joined(Map<String, String> values) {
        return values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
