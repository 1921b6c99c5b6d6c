package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.Criteria;

/** Everything that limits what a run can tell, each with what to do about it; the gravest first. */
final class RunWarnings {
    private static final double LEAST_ITERATION_SHARE = 0.7;

    private final RunResults run;
    private final Criteria criteria;
    private final List<Warning> warnings = new ArrayList<>();

    private RunWarnings(RunResults run, Criteria criteria) {
        this.run = run;
        this.criteria = criteria;
    }

    static List<Warning> of(RunResults run, List<Experiment> experiments, Criteria criteria) {
        RunWarnings all = new RunWarnings(run, criteria);
        all.end();
        all.iterationShare();
        all.unknownCells();
        all.noTime();
        for (Experiment experiment : experiments) {
            all.experiment(experiment);
        }
        all.warnings.sort(Comparator.comparing(Warning::kind)); // stable: experiments stay in their order
        return all.warnings;
    }

    private void end() {
        RunEnd end = run.end();
        if (run.torn()) {
            add(
                    Warning.Kind.TORN_LINE,
                    "",
                    "The last line of results.jsonl was incomplete and has been left out.",
                    "Nothing else is lost. Continue the run with -Dbench.resume=true.");
        }
        if (end == null) {
            add(
                    Warning.Kind.CUT_OFF,
                    "",
                    "The run was cut off before its end.",
                    "The trials shown are whole. Continue the run with -Dbench.resume=true.");
        } else if (end.reason() == RunEnd.Reason.INTERRUPTED) {
            add(
                    Warning.Kind.INTERRUPTED,
                    "",
                    "The run was interrupted.",
                    "The trials shown are whole. Continue the run with -Dbench.resume=true.");
        }
    }

    private void iterationShare() {
        List<TrialRecord> measured =
                run.trials().stream().filter(TrialRecord::measured).toList();
        double whole = measured.stream().mapToDouble(TrialRecord::seconds).sum();
        double iterations =
                measured.stream().mapToDouble(TrialRecord::iterationSeconds).sum();
        if (whole > 0 && iterations / whole < LEAST_ITERATION_SHARE) {
            add(
                    Warning.Kind.ITERATION_SHARE,
                    "",
                    "Only " + Numbers.percent(iterations / whole)
                            + " of the trials' time went into iterations, warm-up included; the rest is JVM start, set-up and stop.",
                    "More or longer iterations per trial make better use of the time; see which cells start slowly under Cost.");
        }
    }

    private void unknownCells() {
        Set<String> known = run.header().cells().stream().map(Cell::id).collect(Collectors.toSet());
        List<String> unknown = run.trials().stream()
                .map(TrialRecord::cell)
                .filter(cell -> !known.contains(cell))
                .distinct()
                .toList();
        for (String cell : unknown) {
            add(
                    Warning.Kind.UNKNOWN_CELL,
                    cell,
                    "There are trials of a cell that the run's header does not name; they are left out.",
                    "results.jsonl has been put together from several runs, or edited: report each run by itself.");
        }
    }

    private void noTime() {
        Map<String, Long> byCell = run.trials().stream()
                .filter(trial -> trial.measured() && !Observation.possible(trial))
                .collect(Collectors.groupingBy(TrialRecord::cell, TreeMap::new, Collectors.counting()));
        byCell.forEach((cell, trials) -> add(
                Warning.Kind.NO_TIME,
                cell,
                trials + (trials == 1 ? " trial has" : " trials have")
                        + " a time per task that is no positive number; left out.",
                "Look for iterations without any finished batch: smaller batches or longer iterations."));
    }

    private void experiment(Experiment experiment) {
        for (FailedCell failed : experiment.failed()) {
            add(
                    failed.kind() == org.concurrencybench.reports.records.Failure.Kind.WRONG_RESULT
                            ? Warning.Kind.WRONG_RESULT
                            : Warning.Kind.FAILED_CELL,
                    failed.cell(),
                    failed.failed() + " of " + failed.rounds() + " trials failed (" + failed.kind() + ").",
                    switch (failed.kind()) {
                        case WRONG_RESULT ->
                            "Outputs differ from the expected ones, so its times mean nothing: mend the workload or the model.";
                        case TIMEOUT -> "Find what hangs, or give it smaller batches.";
                        case JVM_EXIT -> "See its message below; often memory or a limit of processes.";
                        case SETUP, TASK, TEARDOWN -> "See its message below, mend it, and run again.";
                    });
        }
        List<CellResult> cells = new ArrayList<>(experiment.shown());
        for (Sweep sweep : experiment.sweeps()) {
            sweep.points().stream().map(Sweep.Point::result).forEach(cells::add);
        }
        cells.stream().filter(distinctBy()).forEach(this::gates);
        few(experiment, cells);
        unsettled(experiment);
    }

    private static java.util.function.Predicate<CellResult> distinctBy() {
        Set<String> seen = new java.util.HashSet<>();
        return cell -> seen.add(cell.cell());
    }

    private void gates(CellResult cell) {
        if (cell.flags().contains(Flag.FASTER_THAN_ITS_CORES)) {
            add(
                    Warning.Kind.BREAKS_PHYSICS,
                    cell.cell(),
                    "Its speed-up over sequential is larger than the CPUs could give; it is not ranked.",
                    "Look for work that is skipped, shared or optimised away, and for a sequential baseline that is held back.");
        }
        if (cell.flags().contains(Flag.FASTER_THAN_ITS_TASKS)) {
            add(
                    Warning.Kind.BREAKS_PHYSICS,
                    cell.cell(),
                    "Its throughput is larger than its tasks in flight allow, given how long a task takes; it is not ranked.",
                    "Look for more tasks in flight than the settings say, and for tasks that are not awaited.");
        }
        if (cell.flags().contains(Flag.UNSTEADY)) {
            add(
                    Warning.Kind.UNSTEADY,
                    cell.cell(),
                    "Some of its trials never got steady; above a fifth of them there is no verdict.",
                    "See its warm-up: more warm-up iterations, or a quieter machine.");
        }
        if (cell.flags().contains(Flag.BUSY_WHILE_WAITING)) {
            add(
                    Warning.Kind.NOT_AS_DECLARED,
                    cell.cell(),
                    "The workload is declared as waiting, yet it keeps its CPUs busy.",
                    "The CPUs are its limit here, not the waits: lower the concurrency, or take it as computing.");
        }
    }

    private void few(Experiment experiment, List<CellResult> cells) {
        long few = cells.stream()
                .filter(distinctBy())
                .filter(cell -> cell.flags().contains(Flag.FEW_TRIALS))
                .count();
        if (few > 0) {
            add(
                    Warning.Kind.FEW_TRIALS,
                    experiment.id(),
                    few + " of its cells " + (few == 1 ? "has" : "have") + " fewer than " + criteria.minTrials()
                            + " trials: what is said about them is exploratory.",
                    "Give the run more time, such as -Dbench.budget=20m, or fewer cells.");
        }
    }

    private void unsettled(Experiment experiment) {
        if (experiment.state() != Experiment.State.OPEN) {
            return;
        }
        int more = experiment.pairs().stream()
                .map(Pair::moreTrials)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
        RunEnd end = run.end();
        add(
                Warning.Kind.NOT_SETTLED,
                experiment.id(),
                (end != null && end.reason() == RunEnd.Reason.BUDGET
                                ? "The time was spent before every comparison was as precise as asked (±"
                                : "Not every comparison is as precise as asked (±")
                        + Numbers.percent(criteria.precision()) + ").",
                (more > 0 ? "About " + more + " more rounds would settle it: g" : "G")
                        + "ive the run more time with -Dbench.budget, or ask for less with -Dbench.precision.");
    }

    private void add(Warning.Kind kind, String where, String text, String advice) {
        warnings.add(new Warning(kind, where, text, advice));
    }
}
