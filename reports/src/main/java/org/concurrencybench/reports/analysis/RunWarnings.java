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
import org.concurrencybench.reports.stats.Drift;
import org.concurrencybench.reports.stats.Steadiness;
import org.concurrencybench.reports.stats.Trend;

/** Everything that limits what a run can tell, each with what to do about it; the gravest first. */
final class RunWarnings {
    private static final double LEAST_ITERATION_SHARE = 0.7;
    private static final double DRIFT_P = 0.01;
    private static final double LEAST_DRIFT = 0.05;

    private final RunResults run;
    private final Criteria criteria;
    private final Machine machine;
    private final List<Warning> warnings = new ArrayList<>();

    private RunWarnings(RunResults run, Criteria criteria, Machine machine) {
        this.run = run;
        this.criteria = criteria;
        this.machine = machine;
    }

    static List<Warning> of(
            RunResults run, List<CellTrials> cells, List<Experiment> experiments, Criteria criteria, Machine machine) {
        RunWarnings all = new RunWarnings(run, criteria, machine);
        all.end();
        all.iterationShare();
        all.unknownCells();
        all.noTime();
        all.settings();
        all.disturbed(Warning.Kind.MACHINE_BUSY, QuietGate.Kind.OTHERS);
        all.disturbed(Warning.Kind.CPUS_STOLEN, QuietGate.Kind.STOLEN);
        all.drift(cells);
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

    private void settings() {
        Map<String, String> byCell = new TreeMap<>();
        run.trials().stream()
                .filter(TrialRecord::measured)
                .forEach(trial -> SettingsInEffect.difference(trial)
                        .ifPresent(difference -> byCell.putIfAbsent(trial.cell(), difference)));
        byCell.forEach(
                (cell, difference) -> add(
                        Warning.Kind.SETTINGS_NOT_IN_EFFECT,
                        cell,
                        "The measured JVM does not have what was asked for: " + difference + "; it is not ranked.",
                        "Look for variables such as _JAVA_OPTIONS, a java executable that changes its arguments, and a model that ignores its settings."));
    }

    private void disturbed(Warning.Kind kind, QuietGate.Kind by) {
        QuietGate gate = new QuietGate(machine, by);
        List<TrialRecord> measured =
                run.trials().stream().filter(TrialRecord::measured).toList();
        var lost = measured.stream()
                .filter(gate::disturbed)
                .mapToDouble(trial -> trial.figures().getOrDefault(by.figure(), 0.0))
                .summaryStatistics();
        if (lost.getCount() > 0) {
            boolean others = by == QuietGate.Kind.OTHERS;
            add(
                    kind,
                    "",
                    (others ? "Other processes used" : "A hypervisor gave away") + " more than "
                            + Numbers.percent(QuietGate.SHARE) + " of the machine's CPUs during " + lost.getCount()
                            + " of " + measured.size() + " trials, " + Numbers.significant(lost.getMax(), 2) + " of "
                            + machine.all() + " at most; the cells are flagged.",
                    others
                            ? "End what runs beside it, and measure again; mistrust differences between flagged and other cells."
                            : "Measure on a machine of your own, or when it is less shared; mistrust differences between flagged and other cells.");
        }
    }

    private void drift(List<CellTrials> cells) {
        Drift.of(cells.stream().map(CellTrials::overRounds).toList())
                .filter(drift -> drift.p() < DRIFT_P && Math.abs(drift.overall()) > LEAST_DRIFT)
                .ifPresent(
                        drift -> add(
                                Warning.Kind.MACHINE_DRIFTED,
                                "",
                                "The machine drifted: over " + (drift.rounds() + 1) + " rounds all times together "
                                        + (drift.overall() > 0 ? "rose" : "fell") + " by "
                                        + Numbers.percent(Math.abs(drift.overall())) + ".",
                                "Rounds keep this from favouring a model, but intervals are wider: look for heat, power saving and growing load."));
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
        notJudged(experiment, cells);
        unsettled(experiment);
    }

    private static java.util.function.Predicate<CellResult> distinctBy() {
        Set<String> seen = new java.util.HashSet<>();
        return cell -> seen.add(cell.cell());
    }

    private void gates(CellResult cell) {
        cell.flags().forEach(flag -> gate(flag, cell.cell()));
        Double change = cell.change();
        if (change != null
                && (cell.steadiness() == Steadiness.STILL_CHANGING
                        || cell.steadiness() == Steadiness.CHANGED_TOO_MUCH)) {
            changing(cell.cell(), change, cell.steadiness().allowsVerdict());
        }
    }

    private void changing(String cell, double change, boolean verdict) {
        add(
                Warning.Kind.STILL_CHANGING,
                cell,
                "It was still getting " + (change < 0 ? "faster" : "slower") + ": by "
                        + Numbers.percent(Math.abs(change)) + " over the iterations that count, alike in its trials"
                        + (verdict ? "." : "; there is no verdict on it."),
                change < 0
                        ? "Raise " + CellResult.WARMUP_LIMIT + ": longer trials would be faster."
                        : "Raise " + CellResult.WARMUP_LIMIT
                                + ", and look for what grows: memory, queues, heat, code that is compiled again.");
    }

    private void gate(Flag flag, String cell) {
        switch (flag) {
            case FASTER_THAN_ITS_CORES ->
                add(
                        Warning.Kind.BREAKS_PHYSICS,
                        cell,
                        "Its speed-up over sequential is larger than the CPUs could give; it is not ranked.",
                        "Look for work that is skipped, shared or optimised away, and for a sequential baseline that is held back.");
            case TOO_MANY_IN_FLIGHT ->
                add(
                        Warning.Kind.BREAKS_PHYSICS,
                        cell,
                        "It had more tasks in flight than its concurrency allows; it is not ranked.",
                        "Mend the model so that it keeps to its concurrency, or plan it as unbounded, beside the others.");
            case FASTER_THAN_ITS_TASKS ->
                add(
                        Warning.Kind.BREAKS_PHYSICS,
                        cell,
                        "Its throughput is larger than its tasks in flight allow, given how long a task takes; it is not ranked.",
                        "Look for waits that are skipped, for tasks that are not awaited, and for more of them in flight than the settings say.");
            case UNSTEADY ->
                add(
                        Warning.Kind.UNSTEADY,
                        cell,
                        "Some of its trials never got steady; above a fifth of them there is no verdict.",
                        "See its warm-up: raise " + CellResult.WARMUP_LIMIT + ", or look for a quieter machine.");
            case NOT_WARM ->
                add(
                        Warning.Kind.NOT_WARM,
                        cell,
                        "Some of its trials were not warm when their warm-up ended; above a fifth of them there is no verdict.",
                        "Raise " + CellResult.WARMUP_LIMIT + "; see its warm-up.");
            case BUSY_WHILE_WAITING ->
                add(
                        Warning.Kind.NOT_AS_DECLARED,
                        cell,
                        "The workload is declared as waiting, yet it keeps its CPUs busy.",
                        "The CPUs are its limit here, not the waits: lower the concurrency, or take it as computing.");
            case IDLE_WHILE_COMPUTING ->
                add(
                        Warning.Kind.NOT_AS_DECLARED,
                        cell,
                        "The workload is declared as computing, yet its tasks leave their CPUs idle.",
                        "They wait for something: say so with waits(), or find the lock or the device that holds them up.");
            case RAN_ONE_BY_ONE ->
                add(
                        Warning.Kind.RAN_ONE_BY_ONE,
                        cell,
                        "It ran its tasks nearly one by one, although more were allowed and there.",
                        "Look for a lock, a pool or a stage that holds its thread while it waits.");
            case SHORT_ITERATIONS ->
                add(
                        Warning.Kind.COARSE_ITERATIONS,
                        cell,
                        "Its iterations are shorter than 100 ms.",
                        "Set trial.iteration of the plan to 100ms or more.");
            case FEW_BATCHES ->
                add(
                        Warning.Kind.COARSE_ITERATIONS,
                        cell,
                        "Its iterations hold fewer than 10 batches, so that one more or less shows.",
                        "Give the workload fewer tasks a batch, or longer iterations.");
            case FAILED_TRIALS,
                    WRONG_RESULT,
                    SETTINGS_NOT_IN_EFFECT,
                    OTHERS_BUSY,
                    CPUS_STOLEN,
                    CHANGED_TOO_MUCH,
                    STILL_CHANGING,
                    NOT_JUDGED,
                    FEW_TRIALS -> {} // warned about with their cause, or for the run
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

    private void notJudged(Experiment experiment, List<CellResult> cells) {
        long count = cells.stream()
                .filter(distinctBy())
                .filter(cell -> cell.flags().contains(Flag.NOT_JUDGED))
                .count();
        if (count > 0) {
            add(
                    Warning.Kind.STEADINESS_NOT_JUDGED,
                    experiment.id(),
                    "Nobody can tell whether " + count + " of its cells " + (count == 1 ? "was" : "were")
                            + " steady: that takes " + Trend.LEAST_TRIALS + " trials of " + Trend.LEAST_ITERATIONS
                            + " iterations that count.",
                    "Raise trial.iterations of the plan, or give the run more time.");
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
