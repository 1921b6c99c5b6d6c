package org.concurrencybench.reports.analysis.latency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.concurrencybench.core.load.LoadReport;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.LatencyTrials;
import org.concurrencybench.reports.findings.LeftOut;
import org.concurrencybench.reports.findings.OfferedLoadResult;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Load;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.Comparison;
import org.concurrencybench.reports.stats.Contender;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.Family;
import org.concurrencybench.reports.stats.Sample;

/**
 * Compares the latencies of the models that were offered the same load. Each percentile of each label is a family of
 * its own: Holm's adjustment is over the pairs of models.
 */
public final class LatencyAnalyst {
    private final RunResults run;
    private final Criteria criteria;
    private final Map<String, List<TrialRecord>> trials;

    private LatencyAnalyst(RunResults run, Criteria criteria) {
        this.run = run;
        this.criteria = criteria;
        this.trials = run.trials().stream().collect(Collectors.groupingBy(TrialRecord::cell));
    }

    /** One result for each load of each experiment, in the order of the plan; empty without open-loop cells. */
    public static List<OfferedLoadResult> analyse(RunResults run, Criteria criteria) {
        return new LatencyAnalyst(run, criteria).results();
    }

    /** The percentiles of each trial of each open-loop cell, for comparisons with those of another run. */
    public static List<LatencyTrials> trials(RunResults run) {
        Map<String, List<TrialRecord>> trials = run.trials().stream().collect(Collectors.groupingBy(TrialRecord::cell));
        return run.header().cells().stream()
                .filter(cell -> cell.load() != null && cell.load().target() == null)
                .map(cell -> new LoadTrials(cell, trials.getOrDefault(cell.id(), List.of())))
                .filter(LoadTrials::isMeasured)
                .map(LatencyAnalyst::trials)
                .toList();
    }

    private static LatencyTrials trials(LoadTrials of) {
        Map<String, List<Double>> percentiles = new LinkedHashMap<>();
        for (String percentile : LoadReport.PERCENTILES.keySet()) {
            percentiles.put(percentile, of.values("", percentile, LoadReport.Part::latency));
        }
        return new LatencyTrials(of.cell().id(), of.isSustained(), of.leftToGo(), percentiles);
    }

    private List<OfferedLoadResult> results() {
        Map<String, List<Cell>> measured = new LinkedHashMap<>();
        Map<String, List<LeftOutCell>> leftOut = new LinkedHashMap<>();
        for (Cell cell : run.header().cells()) {
            Load load = cell.load();
            if (load != null && load.target() == null) {
                measured.computeIfAbsent(group(cell, load), none -> new ArrayList<>())
                        .add(cell);
            }
        }
        for (LeftOutCell left : run.header().leftOut()) {
            Load load = left.cell().load();
            if (load != null && load.target() == null) {
                String group = group(left.cell(), load);
                measured.computeIfAbsent(group, none -> new ArrayList<>());
                leftOut.computeIfAbsent(group, none -> new ArrayList<>()).add(left);
            }
        }
        List<OfferedLoadResult> results = new ArrayList<>();
        measured.forEach((group, cells) -> {
            List<LeftOutCell> left = leftOut.getOrDefault(group, List.of());
            Cell any = cells.isEmpty() ? left.getFirst().cell() : cells.getFirst();
            Load load = any.load();
            if (load != null) {
                results.add(result(any, load, cells, left));
            }
        });
        return results;
    }

    private static String group(Cell cell, Load load) {
        return cell.experiment() + " " + load.words() + " " + load.lengthSeconds();
    }

    private OfferedLoadResult result(Cell any, Load load, List<Cell> cells, List<LeftOutCell> leftOut) {
        List<LoadTrials> measured = cells.stream()
                .map(cell -> new LoadTrials(cell, trials.getOrDefault(cell.id(), List.of())))
                .filter(LoadTrials::isMeasured)
                .toList();
        List<OfferedLoadResult.Model> models = new Models(measured, criteria).all();
        List<LeftOut> notMeasured = new ArrayList<>();
        leftOut.forEach(left ->
                notMeasured.add(new LeftOut(left.cell().id(), left.cell().displayName(), left.reason(), null)));
        cells.stream()
                .filter(cell -> !trials.containsKey(cell.id()))
                .forEach(cell -> notMeasured.add(new LeftOut(
                        cell.id(), cell.displayName(), "planned, but the run ended before its first trial", null)));
        return new OfferedLoadResult(
                any.experiment(),
                any.workload(),
                any.parameters(),
                load.words(),
                load.rate(),
                load.lengthSeconds(),
                load.timeoutSeconds(),
                LatencySentences.of(load, models, criteria),
                models,
                cells.stream()
                        .flatMap(cell ->
                                new CellTrials(cell, trials.getOrDefault(cell.id(), List.of())).failedCells().stream())
                        .toList(),
                notMeasured);
    }

    /** The models of one load. */
    private record Models(List<LoadTrials> measured, Criteria criteria) {
        List<OfferedLoadResult.Model> all() {
            return measured.stream()
                    .map(this::model)
                    .sorted(Comparator.comparing((OfferedLoadResult.Model model) -> !model.sustained())
                            .thenComparingDouble(LatencySentences::sortKey)
                            .thenComparing(OfferedLoadResult.Model::name))
                    .toList();
        }

        private OfferedLoadResult.Model model(LoadTrials of) {
            return new OfferedLoadResult.Model(
                    of.cell().id(),
                    of.cell().modelName(),
                    of.cell().family(),
                    of.trials(),
                    of.cold(),
                    of.sum(LoadReport::arrivals),
                    of.sum(LoadReport::refused),
                    of.sum(LoadReport::timedOut),
                    of.mean(LoadReport::unfinished),
                    of.mean(LoadReport::completedPerSecond),
                    of.lag().orElse(null),
                    of.mean(LoadReport::blocked),
                    of.isSustained(),
                    of.isLate(),
                    of.labels().stream().map(label -> part(of, label)).toList());
        }

        private OfferedLoadResult.Part part(LoadTrials of, String label) {
            List<OfferedLoadResult.Percentile> latency = new ArrayList<>();
            List<OfferedLoadResult.Percentile> service = new ArrayList<>();
            for (String percentile : LoadReport.PERCENTILES.keySet()) {
                List<Double> values = of.values(label, percentile, LoadReport.Part::latency);
                if (!values.isEmpty()) {
                    latency.add(compared(of, label, percentile, values));
                }
                List<Double> services = of.values(label, percentile, LoadReport.Part::service);
                if (!services.isEmpty()) {
                    service.add(
                            new OfferedLoadResult.Percentile(percentile, Estimate.of(Sample.of(services)), null, null));
                }
            }
            return new OfferedLoadResult.Part(label, latency, service);
        }

        private OfferedLoadResult.Percentile compared(
                LoadTrials of, String label, String percentile, List<Double> values) {
            List<Contender> contenders = new ArrayList<>();
            int own = -1;
            for (LoadTrials each : measured) {
                List<Double> others = each.values(label, percentile, LoadReport.Part::latency);
                if (each.isSustained() && !others.isEmpty()) {
                    own = each == of ? contenders.size() : own;
                    contenders.add(each.contender(others));
                }
            }
            if (own < 0) { // not sustained: shown, not compared
                return new OfferedLoadResult.Percentile(percentile, Estimate.of(Sample.of(values)), null, null);
            }
            Family family = Family.of(contenders, criteria);
            int best = family.order().getFirst();
            Estimate nanos = Estimate.of(family.sample(own));
            if (own == best) {
                return new OfferedLoadResult.Percentile(percentile, nanos, null, null);
            }
            Comparison comparison = family.comparison(own, best);
            return new OfferedLoadResult.Percentile(
                    percentile, nanos, Estimate.of(comparison.ratio(), comparison.interval()), Finding.of(comparison));
        }
    }
}
