package org.concurrencybench.reports.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.concurrencybench.core.api.ModelFamily;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;

/** Makes the records of runs that never ran, with known ratios and seeded noise. */
public final class SyntheticRun {
    private record Behaviour(
            Cell cell,
            double nanosPerTask,
            Map<String, Double> figures,
            Map<String, String> facts,
            Failure.Kind failure,
            String message,
            int everyNthRound) {}

    private final Random random;
    private final List<Behaviour> behaviours = new ArrayList<>();
    private final List<LeftOutCell> leftOut = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private int rounds = 8;
    private double precision = 0.1;
    private double betweenTrials = 0.03;
    private double withinTrial = 0.015;
    private double iterationSeconds = 2.4;
    private RunEnd.Reason reason = RunEnd.Reason.SETTLED;
    private String startedAt = "2026-11-22T20:00:00Z";
    private String suite = "0.1.0";
    private String plan = "quick";
    private String command = "mvn verify -Dbench.plan=quick";
    private int warmup = 4;
    private int iterations = 8;
    private double jump;
    private double change;
    private final List<Resumption> resumptions = new ArrayList<>();
    private double drift;
    private final Map<String, Double> ownDrift = new HashMap<>();
    private Double speedUpAtEnd;
    private boolean cutOff;
    private boolean torn;

    public SyntheticRun(long seed) {
        random = new Random(seed);
    }

    /** A compared cell at equal budget. */
    public static Cell cell(String workload, String model, int concurrency, Shape shape) {
        return cell(workload, model, concurrency, shape, Role.COMPARED, "");
    }

    public static Cell cell(String workload, String model, int concurrency, Shape shape, Role role, String label) {
        ModelFamily family = model.startsWith("process")
                ? ModelFamily.PROCESS
                : model.contains("future") || model.contains("event") ? ModelFamily.ASYNC : ModelFamily.THREADS;
        return new Cell(
                workload,
                Map.of("size", "64"),
                model,
                family,
                role == Role.SWEEP ? Map.of("workers", Integer.toString(concurrency)) : Map.of(),
                2,
                concurrency,
                shape,
                List.of(role),
                label,
                "",
                256,
                "");
    }

    /** The same cell with batches of another size. */
    public static Cell withTasks(Cell cell, int tasks) {
        return cell.sized(tasks, cell.shape());
    }

    public SyntheticRun rounds(int count) {
        rounds = count;
        return this;
    }

    public SyntheticRun precision(double delta) {
        precision = delta;
        return this;
    }

    /** Standard deviations of the logs, between trials and between the iterations of one. */
    public SyntheticRun noise(double between, double within) {
        betweenTrials = between;
        withinTrial = within;
        return this;
    }

    public SyntheticRun iterationSeconds(double ofThreeSeconds) {
        iterationSeconds = ofThreeSeconds;
        return this;
    }

    /** Iterations of each trial; the last third of them slower by a share. */
    public SyntheticRun iterations(int ofWarmup, int measured, double lastThirdSlower) {
        warmup = ofWarmup;
        iterations = measured;
        jump = lastThirdSlower;
        return this;
    }

    /** Times of every trial change by this share over its measured iterations: below 0 they get faster. */
    public SyntheticRun changing(double share) {
        change = share;
        return this;
    }

    /** The machine becomes slower by this share from each round to the next. */
    public SyntheticRun drift(double perRound) {
        drift = perRound;
        return this;
    }

    /** One cell alone becomes slower from each round to the next. */
    public SyntheticRun driftOf(Cell cell, double perRound) {
        ownDrift.put(cell.id(), perRound);
        return this;
    }

    public SyntheticRun environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** What independent processes gained at the end of the run. */
    public SyntheticRun speedUpAtEnd(double gained) {
        speedUpAtEnd = gained;
        return this;
    }

    public SyntheticRun startedAt(String instant) {
        startedAt = instant;
        return this;
    }

    public SyntheticRun suite(String version) {
        suite = version;
        return this;
    }

    public SyntheticRun plan(String name) {
        plan = name;
        return this;
    }

    public SyntheticRun command(String text) {
        command = text;
        return this;
    }

    public SyntheticRun ends(RunEnd.Reason because) {
        reason = because;
        return this;
    }

    /** Went on once, with another budget. */
    public SyntheticRun resumed(double spentSeconds, double budgetSeconds) {
        resumptions.add(new Resumption("2026-11-22T21:00:00Z", spentSeconds, budgetSeconds));
        return this;
    }

    public SyntheticRun cutOff() {
        cutOff = true;
        return this;
    }

    public SyntheticRun torn() {
        cutOff = true;
        torn = true;
        return this;
    }

    public SyntheticRun measured(Cell cell, double nanosPerTask) {
        return measured(cell, nanosPerTask, Map.of());
    }

    public SyntheticRun measured(Cell cell, double nanosPerTask, Map<String, Double> figures) {
        return measured(cell, nanosPerTask, figures, Map.of());
    }

    /** {@code facts} are what its JVM said of itself, and what was asked for. */
    public SyntheticRun measured(
            Cell cell, double nanosPerTask, Map<String, Double> figures, Map<String, String> facts) {
        behaviours.add(new Behaviour(cell, nanosPerTask, figures, facts, null, "", 0));
        return this;
    }

    /** Fails in every {@code nth} round: 1 for all. */
    public SyntheticRun failing(Cell cell, double nanosPerTask, Failure.Kind kind, String message, int nth) {
        behaviours.add(new Behaviour(cell, nanosPerTask, Map.of(), Map.of(), kind, message, nth));
        return this;
    }

    public SyntheticRun leftOut(Cell cell, String why, Double computedNanosPerTask) {
        leftOut.add(new LeftOutCell(cell, why, computedNanosPerTask));
        return this;
    }

    public RunResults results() {
        List<TrialRecord> trials = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < behaviours.size(); i++) {
                trials.add(trial(round, i + 1, behaviours.get(i)));
            }
        }
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put(RunHeader.PROCESSOR, "Example CPU, 2 cores");
        shown.put(RunHeader.USABLE_CPUS, "2");
        shown.put(RunHeader.MEMORY, "24 GiB");
        shown.put(RunHeader.OPERATING_SYSTEM, "Linux 6.1");
        shown.put(RunHeader.MEASURED_JDK, "Temurin 25+36");
        shown.putAll(environment);
        RunHeader header = new RunHeader(
                RunHeader.SCHEMA,
                suite,
                "0123456789abcdef0123456789abcdef01234567",
                plan,
                command,
                42,
                precision,
                5,
                12,
                600,
                new Plan.TrialShape(
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(8),
                        14,
                        Duration.ofMillis(100),
                        1024,
                        "G1",
                        Duration.ofSeconds(30)),
                startedAt,
                shown,
                List.of(),
                behaviours.stream().map(Behaviour::cell).toList(),
                leftOut,
                List.of());
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put("measuring", 0.62);
        shares.put("warm-up", 0.21);
        shares.put("JVM start and stop", 0.14);
        shares.put("other", 0.03);
        RunEnd end = cutOff ? null : new RunEnd(reason, 512.5, shares, speedUpAtEnd);
        return new RunResults(header, trials, resumptions, end, torn, List.of());
    }

    /** {@code run} as the file that it would have left, in the place of any that is there. */
    public static void write(RunResults run, Path file) throws IOException {
        Files.deleteIfExists(file);
        try (ResultsFile results = ResultsFile.create(file)) {
            results.append(run.header());
            for (Line trial : run.trials()) {
                results.append(trial);
            }
            if (run.prices().planned() != null) {
                results.append(run.prices().planned());
            }
            for (Line price : run.prices().trials()) {
                results.append(price);
            }
            for (Line resumption : run.resumptions()) {
                results.append(resumption);
            }
            if (run.end() != null) {
                results.append(run.end());
            }
        }
    }

    private TrialRecord trial(int round, int position, Behaviour behaviour) {
        boolean fails = behaviour.everyNthRound() > 0 && round % behaviour.everyNthRound() == 0;
        double level = behaviour.nanosPerTask()
                * Math.pow(1 + drift + ownDrift.getOrDefault(behaviour.cell().id(), 0.0), round)
                * Math.exp(random.nextGaussian() * betweenTrials);
        List<Double> warmup = new ArrayList<>();
        List<Double> iterations = new ArrayList<>();
        for (int i = 0; i < this.warmup; i++) {
            warmup.add(level * (1 + 2.0 * Math.exp(-1.2 * i)) * Math.exp(random.nextGaussian() * withinTrial));
        }
        for (int i = 0; i < this.iterations; i++) {
            iterations.add(level
                    * (3 * i >= 2 * this.iterations ? 1 + jump : 1)
                    * Math.pow(1 + change, i / (double) this.iterations)
                    * Math.exp(random.nextGaussian() * withinTrial));
        }
        return new TrialRecord(
                round,
                position,
                behaviour.cell().id(),
                "2026-11-22T20:%02d:%02dZ".formatted(round, position % 60),
                3,
                iterationSeconds,
                fails ? new Failure(behaviour.failure(), behaviour.message()) : null,
                fails ? List.of() : warmup,
                fails ? List.of() : iterations,
                fails ? Map.of() : figures(behaviour, level),
                facts(behaviour));
    }

    private static Map<String, String> facts(Behaviour behaviour) {
        Map<String, String> facts = new HashMap<>(Map.of(
                "collector",
                "G1",
                TrialFacts.ASKED + "collector",
                "G1",
                "processors",
                "2",
                TrialFacts.ASKED + "processors",
                "2"));
        facts.putAll(behaviour.facts());
        return facts;
    }

    private Map<String, Double> figures(Behaviour behaviour, double level) {
        Cell cell = behaviour.cell();
        double inFlight = Math.min(cell.concurrency(), cell.tasks()) * 0.97;
        double cpus = cell.shape() == Shape.MAKESPAN ? 0.12 : Math.min(cell.cpus(), 2) * 0.96;
        Map<String, Double> figures = new HashMap<>();
        figures.put(Metric.TASKS_IN_FLIGHT, inFlight);
        figures.put(Metric.CPUS_USED, cpus * (1 + 0.02 * random.nextGaussian()));
        figures.put(Metric.CPU_NANOS_PER_TASK, cpus * level);
        figures.put(Metric.BUSY_NANOS_PER_TASK, inFlight * level * 0.95);
        figures.put(Metric.DIGEST_NANOS_PER_TASK, 12.0);
        figures.put(Metric.GC_MILLIS_PER_SECOND, 1.5 + random.nextDouble());
        figures.put(Metric.COMPILATION_MILLIS_PER_SECOND, 30 + 20 * random.nextDouble());
        figures.put(Metric.BATCHES_PER_ITERATION, cell.shape() == Shape.MAKESPAN ? 1.0 : 14);
        figures.put(Metric.ITERATION_MILLIS, cell.shape() == Shape.MAKESPAN ? level * cell.tasks() / 1e6 : 101.5);
        figures.put(Metric.OTHER_CPUS, 0.03);
        figures.put(Metric.STOLEN_CPUS, 0.01);
        figures.put(Metric.PEAK_RESIDENT_BYTES, (cell.family() == ModelFamily.PROCESS ? 420e6 : 110e6));
        figures.put(Metric.JVMS, cell.family() == ModelFamily.PROCESS ? 2.0 : 1.0);
        figures.put(Metric.START_MILLIS, cell.family() == ModelFamily.PROCESS ? 640.0 : 18 + random.nextDouble());
        figures.putAll(behaviour.figures());
        return figures;
    }
}
