package org.concurrencybench.reports.analysis.latency;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.core.load.LoadReport;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Load;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.plan.Target;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;
import org.concurrencybench.reports.records.TrialRecord;

/** Adds to the records of a run that never ran trials whose tasks arrived on a schedule. */
public final class SyntheticLoads {
    public static final Load EIGHTY = new Load(0.8, "platform-pool", 1000, 1, 1, 10, 10);

    private final Random random = new Random(5);
    private final List<Cell> cells = new ArrayList<>();
    private final List<TrialRecord> trials = new ArrayList<>();
    private int rounds = 6;
    private Map<String, String> facts = Map.of();
    private Map<String, Double> figures = Map.of();

    public SyntheticLoads rounds(int count) {
        rounds = count;
        return this;
    }

    /** Whether the trials that follow were warm. */
    public SyntheticLoads warm(boolean found) {
        facts = Map.of(TrialFacts.WARM, found ? TrialFacts.YES : TrialFacts.NO);
        return this;
    }

    /** How many CPUs other processes used in the trials that follow. */
    public SyntheticLoads others(double cpus) {
        figures = Map.of(Metric.OTHER_CPUS, cpus);
        return this;
    }

    public static Cell cell(String model, Load load) {
        return SyntheticRun.cell("http-fetch", model, 32, Shape.MAKESPAN, Role.LATENCY, load.words())
                .offered(load);
    }

    /** {@code millis}: the median; the higher percentiles are twice, four and eight times as long. */
    public SyntheticLoads measured(String model, Load load, double millis) {
        return measured(model, load, millis, 0, 0);
    }

    /** With tasks that timed out and tasks that had not ended at the end, of 10,000. */
    public SyntheticLoads measured(String model, Load load, double millis, int timedOut, int unfinished) {
        Cell cell = cell(model, load);
        cells.add(cell);
        for (int round = 1; round <= rounds; round++) {
            double level = millis * 1e6 * Math.exp(0.03 * random.nextGaussian());
            Map<String, Double> latency = new HashMap<>(Map.of("50", level, "90", 2 * level));
            if (timedOut < 100) {
                latency.put("99", 4 * level);
            }
            if (timedOut < 10) {
                latency.put("99.9", 8 * level);
            }
            LoadReport.Part all = new LoadReport.Part(
                    "", 10_000, 10_000 - timedOut, latency, Map.of("50", 15e6, "99", 16e6), 10 * level);
            LoadReport.Part light = new LoadReport.Part(
                    "light", 9_000, 9_000, Map.of("50", level / 2, "99", level), Map.of("50", 1e6), 2 * level);
            trials.add(trial(
                    round,
                    cell,
                    null,
                    new LoadReport(
                            load.rate(),
                            round,
                            10_000,
                            10_000 - timedOut,
                            0,
                            timedOut,
                            timedOut,
                            unfinished,
                            load.rate() * (1 - unfinished / 10_000.0),
                            Map.of("50", 6e4, "99", 3e5),
                            0.01,
                            List.of(all, light))));
        }
        return this;
    }

    public SyntheticLoads failing(String model, Load load, String message) {
        Cell cell = cell(model, load);
        cells.add(cell);
        for (int round = 1; round <= 2; round++) {
            trials.add(trial(round, cell, new Failure(Failure.Kind.TASK, message), null));
        }
        return this;
    }

    /** Finds about that many tasks per second in each trial, with p99 below 50 ms. */
    public SyntheticLoads seeking(String model, double perSecond) {
        Cell cell = cell(model, Load.seeking(new Target(99, 0.05), 20, 10));
        cells.add(cell);
        for (int round = 1; round <= rounds; round++) {
            double found = perSecond == 0 ? 0 : perSecond * Math.exp(0.02 * random.nextGaussian());
            TrialRecord plain = trial(round, cell, null, null);
            trials.add(new TrialRecord(
                    plain.round(),
                    plain.position(),
                    plain.cell(),
                    plain.startedAt(),
                    plain.seconds(),
                    plain.iterationSeconds(),
                    null,
                    List.of(),
                    plain.iterations(),
                    Map.of(Metric.CAPACITY_PER_SECOND, found),
                    facts));
        }
        return this;
    }

    private TrialRecord trial(int round, Cell cell, Failure failure, LoadReport load) {
        return new TrialRecord(
                round,
                cells.size(),
                cell.id(),
                "2026-11-22T20:%02d:%02dZ".formatted(round, cells.size()),
                14,
                11,
                failure,
                List.of(),
                failure == null ? List.of(1e6) : List.of(),
                figures,
                facts,
                load);
    }

    /** Behind the cells and trials of {@code run}. */
    public RunResults in(SyntheticRun run) {
        RunResults batches = run.results();
        List<Cell> allCells = new ArrayList<>(batches.header().cells());
        allCells.addAll(cells);
        List<TrialRecord> allTrials = new ArrayList<>(batches.trials());
        allTrials.addAll(trials);
        List<LeftOutCell> leftOut = batches.header().leftOut();
        return new RunResults(
                batches.header().prepared(allCells, leftOut, batches.header().pilots(), Map.of()),
                allTrials,
                List.of(),
                batches.end(),
                false,
                List.of());
    }
}
