package org.concurrencybench.reports.analysis.latency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.CapacityResult;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.LeftOut;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Load;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.Comparison;
import org.concurrencybench.reports.stats.Contender;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.Family;
import org.concurrencybench.reports.stats.Judgement;

/** Compares the highest rates at which models meet a target: each trial's is one observation. */
public final class CapacityAnalyst {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Criteria criteria;
    private final Map<String, List<TrialRecord>> trials;

    private CapacityAnalyst(RunResults run, Criteria criteria) {
        this.criteria = criteria;
        this.trials = run.trials().stream().collect(Collectors.groupingBy(TrialRecord::cell));
    }

    /** One result for each target of each experiment, in the order of the plan. */
    public static List<CapacityResult> analyse(RunResults run, Criteria criteria) {
        Map<String, List<Cell>> groups = new LinkedHashMap<>();
        run.header().cells().stream()
                .filter(CapacityAnalyst::seeks)
                .forEach(cell -> groups.computeIfAbsent(group(cell), none -> new ArrayList<>())
                        .add(cell));
        Map<String, List<LeftOutCell>> leftOut = run.header().leftOut().stream()
                .filter(left -> seeks(left.cell()))
                .collect(Collectors.groupingBy(left -> group(left.cell()), LinkedHashMap::new, Collectors.toList()));
        leftOut.keySet().forEach(group -> groups.putIfAbsent(group, List.of()));
        CapacityAnalyst analyst = new CapacityAnalyst(run, criteria);
        return groups.entrySet().stream()
                .map(group -> analyst.result(group.getValue(), leftOut.getOrDefault(group.getKey(), List.of())))
                .toList();
    }

    private static boolean seeks(Cell cell) {
        Load load = cell.load();
        return load != null && load.target() != null;
    }

    private static String group(Cell cell) {
        return cell.experiment() + " " + target(cell);
    }

    private static String target(Cell cell) {
        Load load = cell.load();
        return load == null ? "" : load.words();
    }

    private CapacityResult result(List<Cell> cells, List<LeftOutCell> leftOut) {
        Cell any = cells.isEmpty() ? leftOut.getFirst().cell() : cells.getFirst();
        List<Cell> measured = cells.stream()
                .filter(cell -> of(cell).stream().anyMatch(TrialRecord::measured))
                .toList();
        List<CapacityResult.Model> models = models(measured);
        List<LeftOut> notMeasured = new ArrayList<>();
        leftOut.forEach(left ->
                notMeasured.add(new LeftOut(left.cell().id(), left.cell().displayName(), left.reason(), null)));
        cells.stream()
                .filter(cell -> of(cell).isEmpty())
                .forEach(cell -> notMeasured.add(new LeftOut(
                        cell.id(), cell.displayName(), "planned, but the run ended before its first trial", null)));
        return new CapacityResult(
                any.experiment(),
                any.workload(),
                target(any),
                sentence(any, models),
                models,
                cells.stream()
                        .flatMap(cell -> new CellTrials(cell, of(cell)).failedCells().stream())
                        .toList(),
                notMeasured);
    }

    private List<TrialRecord> of(Cell cell) {
        return trials.getOrDefault(cell.id(), List.of());
    }

    private List<CapacityResult.Model> models(List<Cell> cells) {
        List<Contender> contenders = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (Cell cell : cells) {
            List<TrialRecord> found =
                    of(cell).stream().filter(CapacityAnalyst::hasFound).toList();
            boolean all = found.size()
                    == of(cell).stream().filter(TrialRecord::measured).count();
            places.add(all ? contenders.size() : -1);
            if (all) {
                contenders.add(new Contender(
                        cell.id(),
                        found.stream().map(TrialRecord::round).toList(),
                        found.stream()
                                .map(trial -> NANOS_PER_SECOND
                                        / trial.figures().getOrDefault(Metric.CAPACITY_PER_SECOND, 1.0))
                                .toList(),
                        Judgement.leftToGo(TrialRecord.cold(of(cell)), found.size())));
            }
        }
        List<CapacityResult.Model> models = new ArrayList<>();
        Family family = contenders.isEmpty() ? null : Family.of(contenders, criteria);
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            int measured = (int) of(cell).stream().filter(TrialRecord::measured).count();
            int without = (int) of(cell).stream()
                    .filter(trial -> trial.measured() && !hasFound(trial))
                    .count();
            int place = places.get(i);
            Estimate rate = null;
            Estimate ratio = null;
            Finding standing = null;
            if (family != null && place >= 0) {
                int best = family.order().getFirst();
                rate = Estimate.of(family.sample(place)).inverse().times(NANOS_PER_SECOND);
                if (place != best) {
                    Comparison comparison = family.comparison(place, best);
                    ratio = Estimate.of(comparison.ratio(), comparison.interval());
                    standing = Finding.of(comparison);
                }
            }
            models.add(new CapacityResult.Model(
                    cell.id(),
                    cell.modelName(),
                    cell.family(),
                    measured,
                    TrialRecord.cold(of(cell)),
                    without,
                    rate,
                    ratio,
                    standing));
        }
        models.sort(Comparator.comparingDouble((CapacityResult.Model model) -> -rate(model))
                .thenComparing(CapacityResult.Model::name));
        return models;
    }

    private static double rate(CapacityResult.Model model) {
        Estimate rate = model.perSecond();
        return rate == null ? 0 : rate.estimate();
    }

    private static boolean hasFound(TrialRecord trial) {
        return trial.measured() && trial.figures().getOrDefault(Metric.CAPACITY_PER_SECOND, 0.0) > 0;
    }

    private static String sentence(Cell any, List<CapacityResult.Model> models) {
        List<String> rates = models.stream()
                .map(model -> {
                    Estimate rate = model.perSecond();
                    return model.name() + " "
                            + (rate == null
                                    ? "none that was found in every trial"
                                    : LatencySentences.rate(rate.estimate()) + " ["
                                            + LatencySentences.rate(rate.lowOrEstimate()) + ", "
                                            + LatencySentences.rate(rate.highOrEstimate()) + "]"
                                            + (model.standing() == null
                                                    ? ""
                                                    : " (" + model.standing().words() + ")"));
                })
                .toList();
        String remark = LatencySentences.withoutVerdict(
                        "search",
                        models.stream()
                                .filter(model -> model.perSecond() != null && model.isCold())
                                .map(CapacityResult.Model::name)
                                .toList())
                .map(" "::concat)
                .orElse("");
        return rates.isEmpty()
                ? "No capacity of " + any.workload() + " was measured."
                : "Tasks per second of " + any.workload() + " with " + target(any) + ": " + String.join("; ", rates)
                        + "." + remark;
    }
}
