package org.concurrencybench.reports.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.trial.TrialPlan;
import org.jspecify.annotations.Nullable;

/** Rounds with a clock of their own, whose trials start no JVM: each takes the time that its cell is given. */
final class FakeRun {
    private final Plan plan;
    private final Map<String, TrialPlan> trials = new LinkedHashMap<>();
    private final Map<String, Double> seconds = new HashMap<>();
    private final Map<String, Double> noise = new HashMap<>();
    private final Map<String, Failure.Kind> failures = new HashMap<>();
    private final List<TrialRecord> recorded = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private int trialsUntilKilled = Integer.MAX_VALUE;
    private double now;
    private Map<String, Integer> belowLeast = Map.of();

    /** Takes the place of the end of the runner's process. */
    static final class KilledException extends RuntimeException {}

    FakeRun(int minRounds, int maxRounds, double budgetSeconds) {
        plan = new Plan(
                "fake",
                "",
                0.1,
                Duration.ofMillis(Math.round(budgetSeconds * 1e3)),
                minRounds,
                maxRounds,
                List.of("any"),
                List.of(),
                new Plan.TrialShape(
                        Duration.ZERO, Duration.ZERO, 2, Duration.ofMillis(100), 128, "G1", Duration.ofSeconds(60)),
                List.of(Plan.PlannedWorkload.of("any")));
    }

    /** A workload whose models all take as long for a trial as given, and as was expected. */
    FakeRun workload(String id, double trialSeconds, String... models) {
        return workload(id, trialSeconds, trialSeconds, plan.maxRounds(), models);
    }

    FakeRun workload(String id, double expectedSeconds, double trialSeconds, int rounds, String... models) {
        for (String model : models) {
            Cell cell = SyntheticRun.cell(id, model, 2, Shape.STEADY);
            Duration expected = Duration.ofMillis(Math.round(expectedSeconds * 1e3));
            trials.put(
                    cell.id(),
                    new TrialPlan(
                            cell,
                            Duration.ZERO,
                            Duration.ZERO,
                            1,
                            2,
                            Duration.ofMillis(100),
                            expected,
                            Duration.ofSeconds(60),
                            rounds));
            seconds.put(cell.id(), trialSeconds);
        }
        return this;
    }

    /** The trials of a workload differ so much that it is never settled. */
    FakeRun unsettled(String workload) {
        trials.values().stream()
                .filter(trial -> trial.cell().workload().equals(workload))
                .forEach(trial -> noise.put(trial.cell().id(), 1.0));
        return this;
    }

    FakeRun failing(String workload, String model, Failure.Kind kind) {
        failures.put(cell(workload, model), kind);
        return this;
    }

    FakeRun taking(String workload, String model, double trialSeconds) {
        seconds.put(cell(workload, model), trialSeconds);
        return this;
    }

    /** Killed while it makes another trial after so many. */
    FakeRun killedAfter(int more) {
        trialsUntilKilled = more;
        return this;
    }

    /** What went before: records, and the time that they took. */
    FakeRun goingOn(FakeRun earlier) {
        recorded.addAll(earlier.recorded);
        now = earlier.now;
        return this;
    }

    RunEnd.Reason run(Path folder) throws IOException {
        TimeBreakdown time = new TimeBreakdown(now, recorded, () -> Math.round(now * 1e9));
        Path file = folder.resolve(System.nanoTime() + ".jsonl");
        try (ResultsFile results = ResultsFile.create(file);
                Interruption interruption = new Interruption()) {
            Rounds rounds = new Rounds(
                    plan,
                    new RoundOrder(7),
                    trials,
                    this::trial,
                    results,
                    time,
                    interruption,
                    new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), false));
            rounds.resume(List.copyOf(recorded));
            RunEnd.Reason reason = rounds.run();
            belowLeast = rounds.belowLeast();
            return reason;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private TrialRecord trial(TrialPlan plan, double secondsLeft, int round, int position) {
        if (trialsUntilKilled-- == 0) {
            throw new KilledException();
        }
        String cell = plan.cell().id();
        Failure.@Nullable Kind kind = failures.get(cell);
        double takes = seconds.getOrDefault(cell, 1.0);
        if (takes > secondsLeft) {
            kind = Failure.Kind.TIMEOUT;
            takes = secondsLeft;
        }
        now += takes;
        double nanos = 100 * (1 + noise.getOrDefault(cell, 0.001) * ((round * 31 + cell.hashCode() % 17) % 7) / 7.0);
        TrialRecord record = new TrialRecord(
                round,
                position,
                cell,
                "2026-11-22T20:00:00Z",
                takes,
                takes / 2,
                kind == null ? null : new Failure(kind, "as asked"),
                List.of(),
                kind == null ? List.of(nanos, nanos) : List.of(),
                Map.of(),
                Map.of());
        recorded.add(record);
        return record;
    }

    /** Workloads that it left with fewer than their least rounds. */
    Map<String, Integer> belowLeast() {
        return belowLeast;
    }

    /** Seconds by its clock, earlier parts included. */
    double seconds() {
        return now;
    }

    /**
     * Rounds of each workload in which every one of its cells has a trial, after a check that no other round has any.
     */
    int wholeRounds(String workload) {
        List<String> cells = trials.keySet().stream()
                .filter(cell -> cell.startsWith(workload + "["))
                .toList();
        Map<Integer, List<String>> byRound = new HashMap<>();
        for (TrialRecord record : recorded) {
            if (cells.contains(record.cell())) {
                byRound.computeIfAbsent(record.round(), none -> new ArrayList<>())
                        .add(record.cell());
            }
        }
        byRound.forEach((round, had) -> {
            if (had.size() != cells.size()) {
                throw new AssertionError("round " + round + " of " + workload + " has only " + had);
            }
        });
        return byRound.size();
    }

    List<String> keys() {
        return recorded.stream()
                .map(record -> record.round() + " " + record.position() + " " + record.cell())
                .toList();
    }

    /** Workload and round of each block, in the order of time. */
    List<String> blocks() {
        List<String> blocks = new ArrayList<>();
        for (TrialRecord record : recorded) {
            String block = record.cell().substring(0, record.cell().indexOf('[')) + " " + record.round();
            if (blocks.isEmpty() || !blocks.getLast().equals(block)) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String cell(String workload, String model) {
        Optional<String> found = trials.keySet().stream()
                .filter(cell -> cell.startsWith(workload + "[") && cell.contains("/" + model + "["))
                .findFirst();
        return found.orElseThrow();
    }
}
