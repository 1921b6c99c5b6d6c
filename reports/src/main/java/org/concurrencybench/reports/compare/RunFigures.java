package org.concurrencybench.reports.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.concurrencybench.core.prices.Primitive;
import org.concurrencybench.core.prices.Where;
import org.concurrencybench.reports.analysis.RunAnalyst;
import org.concurrencybench.reports.findings.LatencyTrials;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Load;
import org.concurrencybench.reports.plan.PriceCell;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.LeftOutPrice;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.PriceRecord;
import org.concurrencybench.reports.records.PriceResults;
import org.concurrencybench.reports.records.PricesPlanned;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.Contender;
import org.concurrencybench.reports.stats.Judgement;
import org.jspecify.annotations.Nullable;

/** The open-loop cells and the prices of one run, by id. */
final class RunFigures {
    private static final List<String> PERCENTILES = List.of("50", "99");
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String NO_TRIAL = "the run ended before its first trial";

    private final Map<String, LatencyTrials> latencies;
    private final Map<String, FigureSubject> subjects = new LinkedHashMap<>();

    RunFigures(RunResults run) {
        latencies = RunAnalyst.latencies(run).stream()
                .collect(Collectors.toMap(LatencyTrials::cell, each -> each, (first, second) -> first));
        Map<String, List<TrialRecord>> trials = run.trials().stream().collect(Collectors.groupingBy(TrialRecord::cell));
        Map<String, Long> experiments = run.header().cells().stream()
                .filter(cell -> cell.load() != null)
                .map(cell -> List.of(cell.workload(), cell.experiment()))
                .distinct()
                .collect(Collectors.groupingBy(List::getFirst, Collectors.counting()));
        for (Cell cell : run.header().cells()) {
            Load load = cell.load();
            if (load != null) {
                String workload =
                        experiments.getOrDefault(cell.workload(), 0L) == 1 ? cell.workload() : cell.experiment();
                add(ofLoad(workload, cell, load, trials.getOrDefault(cell.id(), List.of())));
            }
        }
        for (LeftOutCell left : run.header().leftOut()) {
            Load load = left.cell().load();
            if (load != null) {
                add(FigureSubject.without(kind(load), left.cell().id(), "left out: " + left.reason()));
            }
        }
        PriceResults prices = run.prices();
        PricesPlanned planned = prices.planned();
        if (planned != null) {
            planned.cells().forEach(cell -> add(ofPrice(cell, prices.trials(cell))));
            for (LeftOutPrice left : planned.leftOut()) {
                add(FigureSubject.without(FigureKind.PRICE, left.cell().id(), "left out: " + left.reason()));
            }
        }
    }

    private void add(FigureSubject subject) {
        subjects.putIfAbsent(subject.id(), subject);
    }

    /** In the order of the plan. */
    Collection<FigureSubject> all() {
        return subjects.values();
    }

    Optional<FigureSubject> find(String id) {
        return Optional.ofNullable(subjects.get(id));
    }

    private static FigureKind kind(Load load) {
        return load.target() == null ? FigureKind.LATENCY : FigureKind.CAPACITY;
    }

    private FigureSubject ofLoad(String workload, Cell cell, Load load, List<TrialRecord> trials) {
        Optional<String> failed =
                FailedTrials.reason(trials.stream().map(TrialRecord::failure).toList());
        if (failed.isPresent() || trials.isEmpty()) {
            return FigureSubject.without(kind(load), cell.id(), failed.orElse(NO_TRIAL));
        }
        String name = workload + ": " + cell.modelName() + ", " + load.words();
        return load.target() == null
                ? latencies(cell, load, name + ", p", latencies.get(cell.id()))
                : capacity(cell, name, trials);
    }

    private static FigureSubject latencies(Cell cell, Load load, String name, @Nullable LatencyTrials trials) {
        if (trials == null || !trials.sustained()) {
            return FigureSubject.without(
                    FigureKind.LATENCY,
                    cell.id(),
                    "it did not sustain the load, so that its latencies grow with the length of the measurement");
        }
        List<FigureSubject.Figure> figures = new ArrayList<>();
        for (String percentile : PERCENTILES) {
            List<Double> values = trials.percentiles().getOrDefault(percentile, List.of());
            if (!values.isEmpty()) {
                figures.add(new FigureSubject.Figure(
                        name + percentile,
                        FigureChange.Unit.NANOS,
                        contender(cell.id() + " p" + percentile, values, trials.leftToGo())));
            }
        }
        return new FigureSubject(FigureKind.LATENCY, cell.id(), null, load.rate(), figures);
    }

    private static FigureSubject capacity(Cell cell, String name, List<TrialRecord> trials) {
        List<Double> rates = trials.stream()
                .map(trial -> trial.figures().getOrDefault(Metric.CAPACITY_PER_SECOND, 0.0))
                .filter(rate -> rate > 0)
                .toList();
        if (rates.size() < trials.size()) {
            return FigureSubject.without(
                    FigureKind.CAPACITY, cell.id(), "in some of its trials no rate met the target, or every rate did");
        }
        Contender costs = contender(
                cell.id(),
                rates.stream().map(rate -> NANOS_PER_SECOND / rate).toList(),
                Judgement.leftToGo(TrialRecord.cold(trials), trials.size()));
        return new FigureSubject(
                FigureKind.CAPACITY,
                cell.id(),
                null,
                0,
                List.of(new FigureSubject.Figure(name, FigureChange.Unit.TASKS_PER_SECOND, costs)));
    }

    private static FigureSubject ofPrice(PriceCell cell, List<PriceRecord> trials) {
        Optional<String> failed =
                FailedTrials.reason(trials.stream().map(PriceRecord::failure).toList());
        if (failed.isPresent() || trials.isEmpty()) {
            return FigureSubject.without(FigureKind.PRICE, cell.id(), failed.orElse(NO_TRIAL));
        }
        Optional<Primitive> primitive = Primitive.of(cell.primitive());
        boolean memory = primitive.filter(Primitive::isMemory).isPresent();
        boolean cold = trials.stream().filter(trial -> !trial.steady()).count() * 2 > trials.size();
        Contender costs = contender(
                cell.id(), trials.stream().map(PriceRecord::each).toList(), cold ? Double.POSITIVE_INFINITY : 0);
        String name = primitive.map(Primitive::title).orElse(cell.primitive()) + ", "
                + Where.of(cell.where()).map(Where::title).orElse(cell.where()) + ", " + cell.label();
        return new FigureSubject(
                FigureKind.PRICE,
                cell.id(),
                null,
                0,
                List.of(new FigureSubject.Figure(
                        name, memory ? FigureChange.Unit.BYTES : FigureChange.Unit.NANOS, costs)));
    }

    private static Contender contender(String name, List<Double> costs, double leftToGo) {
        return new Contender(
                name, IntStream.rangeClosed(1, costs.size()).boxed().toList(), costs, leftToGo);
    }
}
