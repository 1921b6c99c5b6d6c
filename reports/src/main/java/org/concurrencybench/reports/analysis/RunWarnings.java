package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.analysis.cells.Observation;
import org.concurrencybench.reports.analysis.gates.Machine;
import org.concurrencybench.reports.analysis.gates.QuietGate;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.FailedCell;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.Pair;
import org.concurrencybench.reports.findings.Rule;
import org.concurrencybench.reports.findings.Sweep;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.PilotRecord;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.stats.Criteria;
import org.concurrencybench.reports.stats.Drift;
import org.concurrencybench.reports.stats.Judgement;

/** Everything that limits what a run can tell, each with what to do about it; the gravest first. */
final class RunWarnings {
    private static final double LEAST_ITERATION_SHARE = 0.7;
    private static final double DRIFT_P = 0.01;
    private static final double LEAST_DRIFT = 0.05;
    private static final String ADVICE_ON_DRIFT = "Rounds keep a drift that hits all models alike from favouring one."
            + " One that hits them unequally, such as a neighbour that slows process pools more than threads, is in no interval:"
            + " in simulations, 10 % of the worst pair's 95 % intervals missed the truth where it hit one model twice as"
            + " hard, 24 % at three times, and more rounds made it worse. Look for heat, power saving and growing load, and measure again.";

    private final RunResults whole;
    private final RunResults run;
    private final Criteria criteria;
    private final Machine machine;
    private final List<Warning> warnings = new ArrayList<>();

    private RunWarnings(RunResults whole, Criteria criteria, Machine machine) {
        this.whole = whole;
        this.run = whole.batches();
        this.criteria = criteria;
        this.machine = machine;
    }

    /** {@code whole}: a run with its loads, which few warnings are about; the other parameters are of its batches. */
    static List<Warning> of(
            RunResults whole,
            List<CellTrials> cells,
            List<Experiment> experiments,
            List<Rule> rules,
            Criteria criteria,
            Machine machine) {
        RunWarnings all = new RunWarnings(whole, criteria, machine);
        all.end();
        all.iterationShare();
        all.libraries();
        all.unknownCells();
        all.leftOutRecords();
        all.noTime();
        all.alikeOutputs();
        all.coldLoads();
        all.disturbed(Warning.Kind.MACHINE_BUSY, QuietGate.Loss.OTHERS);
        all.disturbed(Warning.Kind.CPUS_STOLEN, QuietGate.Loss.STOLEN);
        all.drift(cells);
        AutocorrelatedDifferences.warning(cells).ifPresent(all.warnings::add);
        all.failures(experiments);
        Map<String, CellResult> results = new LinkedHashMap<>();
        experiments.stream().flatMap(RunWarnings::cells).forEach(cell -> results.putIfAbsent(cell.cell(), cell));
        all.warnings.addAll(FlagWarnings.of(rules, results.values()));
        all.few(experiments);
        all.unsettled(experiments);
        all.warnings.sort(Comparator.comparing(Warning::kind)); // stable: within a kind they stay in their order
        return all.warnings;
    }

    /** All that were measured, swept ones too; one may come twice. */
    private static Stream<CellResult> cells(Experiment experiment) {
        return Stream.concat(
                experiment.shown().stream(),
                experiment.sweeps().stream()
                        .flatMap(sweep -> sweep.points().stream())
                        .map(Sweep.Point::result));
    }

    private void end() {
        RunEnd end = run.end();
        if (run.torn()) {
            add(
                    Warning.Kind.TORN_LINE,
                    List.of(),
                    "The last line of results.jsonl was incomplete and has been left out.",
                    "Nothing else is lost. Continue the run with -Dbench.resume=true.");
        }
        if (end == null) {
            add(
                    Warning.Kind.CUT_OFF,
                    List.of(),
                    "The run was cut off before its end.",
                    "The trials shown are whole. Continue the run with -Dbench.resume=true.");
        } else if (end.reason() == RunEnd.Reason.INTERRUPTED) {
            add(
                    Warning.Kind.INTERRUPTED,
                    List.of(),
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
                    List.of(),
                    "Only " + NumberText.percent(iterations / whole)
                            + " of the trials' time went into iterations, warm-up included; the rest is JVM start, set-up and stop.",
                    "More or longer iterations per trial make better use of the time; see which cells start slowly under Cost.");
        }
    }

    private void libraries() {
        List<Warning.Place> ours = libraries(false);
        if (!ours.isEmpty()) {
            add(
                    Warning.Kind.LIBRARY_NOT_USED,
                    ours,
                    "A jar of yours brings classes that the suite brings too, in another version, and measured JVMs have the suite's.",
                    "Leave them out of the jar, so that it shows what was measured; with Maven, by the scope 'provided'.");
        }
        List<Warning.Place> users = libraries(true);
        if (!users.isEmpty()) {
            add(
                    Warning.Kind.LIBRARY_USED_BY_SUITE,
                    users,
                    "Measured JVMs have your version of a library that the suite works with too.",
                    "If the suite fails in such a library, bring the version that it was built with.");
        }
    }

    private List<Warning.Place> libraries(boolean usersUsed) {
        return run.header().jars().stream()
                .flatMap(jar -> jar.shared().stream()
                        .filter(library -> library.usersUsed() == usersUsed)
                        .map(library -> new Warning.Place(jar.name(), library.outcome())))
                .toList();
    }

    private void unknownCells() {
        Set<String> known = run.header().cells().stream().map(Cell::id).collect(Collectors.toSet());
        List<Warning.Place> unknown = run.trials().stream()
                .map(TrialRecord::cell)
                .filter(cell -> !known.contains(cell))
                .distinct()
                .map(cell -> new Warning.Place(cell, ""))
                .toList();
        if (!unknown.isEmpty()) {
            add(
                    Warning.Kind.UNKNOWN_CELL,
                    unknown,
                    "There are trials of cells that the run's header does not name; they are left out.",
                    "results.jsonl has been put together from several runs, or edited: report each run by itself.");
        }
    }

    private void leftOutRecords() {
        if (!run.faults().isEmpty()) {
            add(
                    Warning.Kind.RECORDS_LEFT_OUT,
                    run.faults().stream()
                            .map(fault -> new Warning.Place("line " + fault.line(), fault.text()))
                            .toList(),
                    "results.jsonl holds trials that no run writes; they are left out.",
                    "It has been edited, or put together from several files: report each run by itself, as it was written.");
        }
    }

    private void noTime() {
        Map<String, Long> byCell = run.trials().stream()
                .filter(trial -> trial.measured() && !Observation.possible(trial))
                .collect(Collectors.groupingBy(TrialRecord::cell, TreeMap::new, Collectors.counting()));
        if (!byCell.isEmpty()) {
            add(
                    Warning.Kind.NO_TIME,
                    byCell.entrySet().stream()
                            .map(cell -> new Warning.Place(cell.getKey(), trials(cell.getValue())))
                            .toList(),
                    "Trials have a time per task that is no positive number; they are left out.",
                    "Look for iterations without any finished batch: smaller batches or longer iterations.");
        }
    }

    private void alikeOutputs() {
        List<Warning.Place> where = run.header().pilots().stream()
                .filter(PilotRecord::outputsAlike)
                .map(pilot -> new Warning.Place(pilot.experiment(), pilot.tasks() + " tasks"))
                .toList();
        if (!where.isEmpty()) {
            add(
                    Warning.Kind.OUTPUTS_ALIKE,
                    where,
                    "All outputs of a batch have the same digest, so that wrong ones would not be noticed.",
                    "Let digest() depend on all that an output says, and outputs on their inputs.");
        }
    }

    private void coldLoads() {
        Map<String, List<TrialRecord>> byCell =
                whole.trials().stream().filter(TrialRecord::measured).collect(Collectors.groupingBy(TrialRecord::cell));
        List<Warning.Place> where = new ArrayList<>();
        for (Cell cell : whole.header().cells()) {
            List<TrialRecord> trials = byCell.getOrDefault(cell.id(), List.of());
            int cold = TrialRecord.cold(trials);
            if (cell.load() != null && Judgement.isTooMany(cold, trials.size())) {
                where.add(new Warning.Place(cell.id(), cold + " of " + trials(trials.size())));
            }
        }
        if (!where.isEmpty()) {
            add(
                    Warning.Kind.NOT_WARM_UNDER_LOAD,
                    where,
                    "More than a fifth of the trials were not warm when their load began, so that there is no verdict.",
                    "Raise " + CellResult.WARMUP_LIMIT + " of the plan.");
        }
    }

    private static String trials(long count) {
        return count + (count == 1 ? " trial" : " trials");
    }

    private void disturbed(Warning.Kind kind, QuietGate.Loss by) {
        QuietGate gate = new QuietGate(machine);
        List<TrialRecord> measured =
                whole.trials().stream().filter(TrialRecord::measured).toList();
        var lost = measured.stream()
                .filter(trial -> gate.disturbed(trial, by))
                .mapToDouble(trial -> trial.figures().getOrDefault(by.figure(), 0.0))
                .summaryStatistics();
        if (lost.getCount() > 0) {
            boolean others = by == QuietGate.Loss.OTHERS;
            add(
                    kind,
                    List.of(),
                    (others ? "Other processes used" : "A hypervisor gave away") + " more than "
                            + NumberText.percent(QuietGate.SHARE) + " of the machine's CPUs during " + lost.getCount()
                            + " of " + measured.size() + " trials, " + NumberText.significant(lost.getMax(), 2) + " of "
                            + machine.all() + " at most.",
                    others
                            ? "Stop other programs and measure again. Differences between cells that this hit and others may not be real."
                            : "Measure on a machine of your own, or when it is less shared. Differences between cells that this hit and others may not be real.");
        }
    }

    private void drift(List<CellTrials> cells) {
        Drift.of(cells.stream().map(CellTrials::overRounds).toList())
                .filter(drift -> drift.p() < DRIFT_P && Math.abs(drift.overall()) > LEAST_DRIFT)
                .ifPresent(drift -> add(
                        Warning.Kind.MACHINE_DRIFTED,
                        List.of(),
                        "The machine drifted: over " + (drift.rounds() + 1) + " rounds all times together "
                                + (drift.overall() > 0 ? "rose" : "fell") + " by "
                                + NumberText.percent(Math.abs(drift.overall())) + ".",
                        ADVICE_ON_DRIFT));
    }

    private void failures(List<Experiment> experiments) {
        Map<Failure.Kind, List<FailedCell>> byKind = experiments.stream()
                .flatMap(experiment -> experiment.failed().stream())
                .collect(Collectors.groupingBy(
                        FailedCell::kind, () -> new EnumMap<>(Failure.Kind.class), Collectors.toList()));
        byKind.forEach((kind, cells) -> add(
                kind == Failure.Kind.WRONG_RESULT ? Warning.Kind.WRONG_RESULT : Warning.Kind.FAILED_CELL,
                cells.stream()
                        .sorted(Comparator.comparingInt(FailedCell::failed).reversed())
                        .map(cell -> new Warning.Place(
                                cell.cell(), cell.failed() + " of " + cell.rounds() + " trials failed"))
                        .toList(),
                switch (kind) {
                    case SETUP -> "Cells failed before the first measured batch.";
                    case TASK -> "Tasks threw.";
                    case WRONG_RESULT -> "Outputs differ from the expected ones; not ranked.";
                    case TEARDOWN -> "Cells failed after their last batch.";
                    case TIMEOUT -> "Trials took longer than their limit and were ended.";
                    case JVM_EXIT -> "JVMs ended before their time.";
                },
                switch (kind) {
                    case WRONG_RESULT -> "The times mean nothing: correct the workload or the model.";
                    case TIMEOUT -> "Find what hangs, or give it smaller batches.";
                    case JVM_EXIT ->
                        "See the messages under Failed and left out; often the cause is memory or a limit on processes.";
                    case SETUP, TASK, TEARDOWN ->
                        "See the messages under Failed and left out, correct the cause, and run again.";
                }));
    }

    private void few(List<Experiment> experiments) {
        List<Warning.Place> where = new ArrayList<>();
        for (Experiment experiment : experiments) {
            long few = cells(experiment)
                    .filter(cell -> cell.flags().contains(Flag.FEW_TRIALS))
                    .map(CellResult::cell)
                    .distinct()
                    .count();
            if (few > 0) {
                where.add(new Warning.Place(experiment.id(), few + (few == 1 ? " cell" : " cells")));
            }
        }
        if (!where.isEmpty()) {
            add(
                    Warning.Kind.FEW_TRIALS,
                    where,
                    "Cells have fewer than " + criteria.minTrials()
                            + " trials: what is said about them is exploratory.",
                    "Give the run more time, such as -Dbench.budget=20m, or fewer cells.");
        }
    }

    private void unsettled(List<Experiment> experiments) {
        List<Experiment> open = experiments.stream()
                .filter(experiment -> experiment.state() == Experiment.State.OPEN)
                .sorted(Comparator.comparingInt(RunWarnings::moreRounds).reversed())
                .toList();
        if (open.isEmpty()) {
            return;
        }
        RunEnd end = run.end();
        add(
                Warning.Kind.NOT_SETTLED,
                open.stream()
                        .map(experiment -> new Warning.Place(
                                experiment.id(),
                                experiment.standing()
                                        + (moreRounds(experiment) == 0
                                                ? ""
                                                : "; about " + NumberText.count(moreRounds(experiment), "more round")
                                                        + " would settle all")))
                        .toList(),
                (end != null && end.reason() == RunEnd.Reason.BUDGET
                                ? "The time was spent before every comparison was as precise as asked (±"
                                : "Not every comparison is as precise as asked (±")
                        + NumberText.percent(criteria.precision()) + ").",
                "What is claimed holds: a verdict may come long before the size of a difference is known so precisely. More time with -Dbench.budget decides more of them.");
    }

    private static int moreRounds(Experiment experiment) {
        return experiment.pairs().stream()
                .map(Pair::moreTrials)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    private void add(Warning.Kind kind, List<Warning.Place> where, String text, String advice) {
        warnings.add(new Warning(kind, where, text, advice));
    }
}
