package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.Criteria;
import org.jspecify.annotations.Nullable;

/**
 * What a run tells. A pure function of its records: equal records give equal analyses, wherever and whenever.
 *
 * @param schema version of this format
 * @param suite version of concurrency-bench that measured
 * @param plan name of the plan
 * @param startedAt ISO-8601, UTC
 * @param precision the smallest difference that matters, as a fraction
 * @param minTrials with fewer there is no verdict
 * @param seed of the order of the cells
 * @param end why the run stopped; null when it was cut off
 * @param wallSeconds of the whole run; null when it was cut off
 * @param shares where the wall time went, name to fraction of 1
 * @param measuredTrials trials that were measured
 * @param failedTrials trials that failed
 * @param rounds the largest number of a round
 * @param experiments in the order of the plan, what costs a task without any work behind the others
 * @param selfCheck how often it was right where the truth was known; null for a run that does not check itself
 * @param warnings what may mislead, the gravest first
 * @param notes facts that limit what the run can tell and mislead nobody
 */
public record Analysis(
        int schema,
        String suite,
        String plan,
        String startedAt,
        double precision,
        int minTrials,
        long seed,
        RunEnd.@Nullable Reason end,
        @Nullable Double wallSeconds,
        Map<String, Double> shares,
        int measuredTrials,
        int failedTrials,
        int rounds,
        List<Experiment> experiments,
        @Nullable SelfCheck selfCheck,
        List<Warning> warnings,
        List<Warning> notes) {
    public static final int SCHEMA = 2;

    public Analysis {
        shares = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(shares));
        experiments = List.copyOf(experiments);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
    }

    /** Analyses a run. */
    public static Analysis of(RunResults run) {
        RunHeader header = run.header();
        Criteria criteria = Criteria.of(header.precision());
        Machine machine = Machine.of(run);
        Map<String, List<CellTrials>> measured = cellsByExperiment(run);
        List<Experiment> experiments = analysts(run, measured, criteria, machine).stream()
                .map(ExperimentAnalyst::analyse)
                .sorted(Comparator.comparing(Experiment::doesNoWork)) // stable: the others keep the order of the plan
                .toList();
        Map<Boolean, List<Warning>> limits = RunWarnings.of(
                        run, measured.values().stream().flatMap(List::stream).toList(), experiments, criteria, machine)
                .stream()
                .collect(Collectors.partitioningBy(warning -> warning.kind().isNote()));
        RunEnd end = run.end();
        int failed =
                (int) run.trials().stream().filter(trial -> !trial.measured()).count();
        return new Analysis(
                SCHEMA,
                header.suite(),
                header.plan(),
                header.startedAt(),
                header.precision(),
                criteria.minTrials(),
                header.seed(),
                end == null ? null : end.reason(),
                end == null ? null : end.wallSeconds(),
                end == null ? Map.of() : end.shares(),
                run.trials().size() - failed,
                failed,
                run.trials().stream().mapToInt(TrialRecord::round).max().orElse(0),
                experiments,
                SelfCheck.of(header, experiments),
                limits.getOrDefault(false, List.of()),
                limits.getOrDefault(true, List.of()));
    }

    /** Every measured cell of a run with its flags, those of sweeps and those that are not ranked too; neither ratios nor ranks. */
    public static List<CellResult> cells(RunResults run) {
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
        Map<String, Boolean> ids = new LinkedHashMap<>();
        measured.keySet().forEach(id -> ids.put(id, true));
        header.leftOut().forEach(left -> ids.put(left.cell().experiment(), true));
        return ids.keySet().stream()
                .map(id -> new ExperimentAnalyst(
                        measured.getOrDefault(id, List.of()), leftOut.getOrDefault(id, List.of()), criteria, machine))
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
