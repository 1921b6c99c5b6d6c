package org.concurrencybench.reports.analysis.cells;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.FailedCell;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.Contender;
import org.concurrencybench.reports.stats.Drift;
import org.concurrencybench.reports.stats.Judgement;
import org.concurrencybench.reports.stats.Sample;
import org.jspecify.annotations.Nullable;

/** A cell with its trials; the mean of a trial's iterations is one observation. */
public final class CellTrials {
    private final Cell cell;
    private final List<TrialRecord> measured;
    private final List<TrialRecord> failed;
    private final List<Observation> observations;
    private final Judgement judgement;
    private final int tried;
    private final Map<String, Double> figures;

    public CellTrials(Cell cell, List<TrialRecord> trials) {
        this.cell = cell;
        measured = trials.stream().filter(Observation::possible).toList();
        observations = measured.stream().map(Observation::of).toList();
        judgement = Observation.judge(measured);
        failed = trials.stream().filter(trial -> !trial.measured()).toList();
        tried = trials.size();
        figures = meanFigures(measured);
    }

    public Cell cell() {
        return cell;
    }

    public int tried() {
        return tried;
    }

    public int trials() {
        return measured.size();
    }

    public int failures() {
        return failed.size();
    }

    public boolean isMeasured() {
        return !measured.isEmpty();
    }

    public boolean hasWrongResult() {
        return failed.stream().anyMatch(trial -> kind(trial) == Failure.Kind.WRONG_RESULT);
    }

    public int leastIterations() {
        return measured.stream()
                .mapToInt(trial -> trial.iterations().size())
                .min()
                .orElse(0);
    }

    /**
     * Tasks that can be in flight: no more than the settings allow, and no more than there are. Worker processes each
     * have the same number of slots, so that together they may have a few more than was asked for.
     */
    public int mostInFlight() {
        if (cell.concurrency() == Settings.UNBOUNDED) {
            return cell.tasks();
        }
        int jvms = (int) Math.max(1, Math.round(figures.getOrDefault(Metric.JVMS, 1.0)));
        return Math.min(Math.ceilDiv(cell.concurrency(), jvms) * jvms, cell.tasks());
    }

    public List<TrialRecord> measuredTrials() {
        return measured;
    }

    /** The iterations that count of each trial, where there are two or more. */
    public double[][] steadyIterations() {
        List<double[]> steady = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            List<Double> all = measured.get(i).iterations();
            List<Double> counting = all.subList(observations.get(i).from(), all.size());
            if (counting.size() >= 2) {
                steady.add(counting.stream().mapToDouble(Double::doubleValue).toArray());
            }
        }
        return steady.toArray(double[][]::new);
    }

    /** The logs of the observations over the rounds. */
    public List<Drift.Point> overRounds() {
        List<Drift.Point> points = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            points.add(new Drift.Point(
                    measured.get(i).round(), Math.log(observations.get(i).nanosPerTask())));
        }
        return points;
    }

    /** Whether any measured trial is like that. */
    public boolean anyTrial(Predicate<TrialRecord> like) {
        return measured.stream().anyMatch(like);
    }

    public Sample sample() {
        return Sample.of(means());
    }

    public Contender contender() {
        return new Contender(
                cell.id(), measured.stream().map(TrialRecord::round).toList(), means(), judgement.leftToGo());
    }

    public Estimate nanosPerTask() {
        return Estimate.of(sample());
    }

    /** Means over the trials of each figure that any of them has. */
    public Map<String, Double> figures() {
        return figures;
    }

    /** Means over the trials of the figures that the workload itself reports, with their intervals. */
    public Map<String, Estimate> workloadFigures() {
        Map<String, Estimate> means = new TreeMap<>();
        for (String name : figures.keySet()) {
            if (Metric.isOfWorkload(name)) {
                means.put(
                        name,
                        Estimate.mean(measured.stream()
                                .map(trial -> trial.figures().getOrDefault(name, Double.NaN))
                                .filter(Double::isFinite)
                                .toList()));
            }
        }
        return means;
    }

    private static Map<String, Double> meanFigures(List<TrialRecord> measured) {
        return measured.stream()
                .flatMap(trial -> trial.figures().entrySet().stream())
                .filter(figure -> Double.isFinite(figure.getValue()))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.averagingDouble(Map.Entry::getValue)));
    }

    /** One entry for each kind of failure, in the order in which they came. */
    public List<FailedCell> failedCells() {
        Map<Failure.Kind, FailedCell> byKind = new LinkedHashMap<>();
        for (TrialRecord trial : failed) {
            Failure failure = trial.failure();
            if (failure != null) {
                byKind.merge(
                        failure.kind(),
                        new FailedCell(cell.id(), cell.displayName(), failure.kind(), failure.message(), 1, tried()),
                        (first, next) -> new FailedCell(
                                first.cell(),
                                first.name(),
                                first.kind(),
                                first.message(),
                                first.failed() + 1,
                                first.rounds()));
            }
        }
        return List.copyOf(byKind.values());
    }

    /** The observations, in the order of the trials. */
    public List<Double> means() {
        return observations.stream().map(Observation::nanosPerTask).toList();
    }

    public Judgement judgement() {
        return judgement;
    }

    /** How many trials changed their level while they were measured. */
    public int shifted() {
        return (int) observations.stream().filter(trial -> !trial.steady()).count();
    }

    /** How many trials were not found warm. */
    public int notWarm() {
        return (int) observations.stream().filter(trial -> !trial.warm()).count();
    }

    private static Failure.@Nullable Kind kind(TrialRecord trial) {
        Failure failure = trial.failure();
        return failure == null ? null : failure.kind();
    }
}
