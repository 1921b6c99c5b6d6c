package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.analysis.claims.ClaimAnalyst;
import org.concurrencybench.reports.analysis.gates.Gates;
import org.concurrencybench.reports.analysis.gates.Machine;
import org.concurrencybench.reports.analysis.latency.CapacityAnalyst;
import org.concurrencybench.reports.analysis.latency.LatencyAnalyst;
import org.concurrencybench.reports.findings.Analysis;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.LatencyTrials;
import org.concurrencybench.reports.findings.Rule;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.PriceRecord;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.Criteria;

/** Analyses a run: where every analysis starts. A pure function of the records. */
public final class RunAnalyst {
    private RunAnalyst() {}

    /** All that a run tells. */
    public static Analysis analyse(RunResults all) {
        RunResults run = all.batches();
        RunHeader header = run.header();
        Criteria criteria = Criteria.of(header.precision());
        Machine machine = Machine.of(run);
        List<Rule> rules = Gates.rules(criteria);
        Map<String, List<CellTrials>> measured = cellsByExperiment(run);
        List<Experiment> experiments = analysts(run, measured, criteria, machine).stream()
                .map(ExperimentAnalyst::analyse)
                .sorted(Comparator.comparing(Experiment::doesNoWork)) // stable: the others keep the order of the plan
                .toList();
        Map<Boolean, List<Warning>> limits = RunWarnings.of(
                        all,
                        measured.values().stream().flatMap(List::stream).toList(),
                        experiments,
                        rules,
                        criteria,
                        machine)
                .stream()
                .collect(Collectors.partitioningBy(warning -> warning.kind().isNote()));
        RunEnd end = run.end();
        List<PriceRecord> prices = all.prices().trials();
        int failed =
                (int) (all.trials().stream().filter(trial -> !trial.measured()).count()
                        + prices.stream().filter(trial -> !trial.measured()).count());
        return new Analysis(
                Analysis.SCHEMA,
                header.suite(),
                header.plan(),
                header.startedAt(),
                header.precision(),
                criteria.minTrials(),
                header.seed(),
                end == null ? null : end.reason(),
                end == null ? null : end.wallSeconds(),
                end == null ? Map.of() : end.shares(),
                all.trials().size() + prices.size() - failed,
                failed,
                IntStream.concat(
                                all.trials().stream().mapToInt(TrialRecord::round),
                                prices.stream().mapToInt(PriceRecord::round))
                        .max()
                        .orElse(0),
                experiments,
                LatencyAnalyst.analyse(all, criteria),
                CapacityAnalyst.analyse(all, criteria),
                SelfCheckAnalyst.check(header, experiments),
                ClaimAnalyst.check(run, experiments, criteria.minTrials()),
                limits.getOrDefault(false, List.of()),
                limits.getOrDefault(true, List.of()),
                PriceAnalyst.analyse(run.prices(), criteria.minTrials()),
                rules);
    }

    /** The latencies of each open-loop cell of {@code run}, trial by trial. */
    public static List<LatencyTrials> latencies(RunResults run) {
        return LatencyAnalyst.trials(run);
    }

    /**
     * Every measured cell of a run with its flags, those of sweeps and those that are not ranked too; neither ratios
     * nor ranks.
     */
    public static List<CellResult> cells(RunResults all) {
        RunResults run = all.batches();
        RunHeader header = run.header();
        return analysts(run, cellsByExperiment(run), Criteria.of(header.precision()), Machine.of(run)).stream()
                .flatMap(analyst -> analyst.cells().stream())
                .toList();
    }

    private static List<ExperimentAnalyst> analysts(
            RunResults run, Map<String, List<CellTrials>> measured, Criteria criteria, Machine machine) {
        RunHeader header = run.header();
        Map<String, List<LeftOutCell>> leftOut = header.leftOut().stream()
                .collect(Collectors.groupingBy(left -> left.cell().experiment()));
        Map<String, Cell> experiments = new LinkedHashMap<>();
        measured.forEach((id, cells) -> experiments.put(id, cells.getFirst().cell()));
        header.leftOut().forEach(left -> experiments.putIfAbsent(left.cell().experiment(), left.cell()));
        Map<String, String> titles = ExperimentTitles.of(experiments.values());
        return experiments.keySet().stream()
                .map(id -> new ExperimentAnalyst(
                        titles.getOrDefault(id, id),
                        measured.getOrDefault(id, List.of()),
                        leftOut.getOrDefault(id, List.of()),
                        criteria,
                        machine))
                .toList();
    }

    private static Map<String, List<CellTrials>> cellsByExperiment(RunResults run) {
        Map<String, List<TrialRecord>> trials = run.trials().stream().collect(Collectors.groupingBy(TrialRecord::cell));
        Map<String, List<CellTrials>> byExperiment = new LinkedHashMap<>();
        for (Cell cell : run.header().cells()) {
            byExperiment
                    .computeIfAbsent(cell.experiment(), id -> new ArrayList<>())
                    .add(new CellTrials(cell, trials.getOrDefault(cell.id(), List.of())));
        }
        return byExperiment;
    }
}
