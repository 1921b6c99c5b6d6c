package org.concurrencybench.reports.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.stats.Steadiness;
import org.concurrencybench.reports.stats.Trend;

/** What the flags of cells mean and what to do about them: one warning for each flag, with all cells that have it. */
final class FlagWarnings {
    private final Collection<CellResult> cells;
    private final List<Warning> warnings = new ArrayList<>();

    private FlagWarnings(Collection<CellResult> cells) {
        this.cells = cells;
    }

    /** {@code cells}: each once. */
    static List<Warning> of(Collection<CellResult> cells) {
        FlagWarnings all = new FlagWarnings(cells);
        for (Flag flag : Flag.values()) {
            all.warn(flag);
        }
        return all.warnings;
    }

    private void warn(Flag flag) {
        switch (flag) {
            case FASTER_THAN_ITS_CORES ->
                add(
                        Warning.Kind.BREAKS_PHYSICS,
                        flag,
                        "The speed-up over sequential is larger than the usable CPUs can give; not ranked.",
                        "Look for work that is skipped, shared or optimised away, and for a sequential baseline that is held back.");
            case TOO_MANY_IN_FLIGHT ->
                add(
                        Warning.Kind.BREAKS_PHYSICS,
                        flag,
                        "More tasks were in flight than the concurrency allows; not ranked.",
                        "A model of your own must keep to its concurrency, or be planned as unbounded, beside the others. A model"
                                + " of this suite keeps to it whatever its tasks do: then this is a fault of the suite, please report it.");
            case FASTER_THAN_ITS_TASKS ->
                add(
                        Warning.Kind.BREAKS_PHYSICS,
                        flag,
                        "The throughput is larger than the tasks in flight allow, given how long a task takes; not ranked.",
                        "Look for waits that are skipped, for tasks that are not awaited, and for more of them in flight than the settings say.");
            case SETTINGS_NOT_IN_EFFECT ->
                add(
                        Warning.Kind.SETTINGS_NOT_IN_EFFECT,
                        flag,
                        "The measured JVM does not have what was asked for; not ranked.",
                        "Look for variables such as _JAVA_OPTIONS, a java executable that changes its arguments, and a model that ignores its settings.");
            case FASTER_THAN_CALIBRATED ->
                add(
                        Warning.Kind.SPEED_UP_IN_DOUBT,
                        flag,
                        "The speed-up over sequential is more than the CPUs seem to give. Ranked all the same: what the CPUs give is"
                                + " measured in a moment, which noise mostly lowers; one trial has no interval.",
                        "Measure again on a quiet machine, with five trials or more. If it stays, look for work that is skipped or shared, and for a sequential baseline that is held back.");
            case NOT_WARM ->
                few(
                        Warning.Kind.NOT_WARM,
                        flag,
                        "Trials were not warm when their warm-up ended. With those that never got steady they are more than a fifth, so that there is no verdict.",
                        "Raise " + CellResult.WARMUP_LIMIT + " of the plan; see how they warm up.",
                        Warning.Kind.SOME_NOT_WARM,
                        "Some trials were not warm when their warm-up ended. They count.");
            case UNSTEADY ->
                few(
                        Warning.Kind.UNSTEADY,
                        flag,
                        "Trials never got steady. With those that were not warm they are more than a fifth, so that there is no verdict.",
                        "See how they warm up: raise " + toRaise(flag) + " of the plan, or look for a quieter machine.",
                        Warning.Kind.SOME_UNSTEADY,
                        "Some trials never got steady. They count, with the last half of their iterations.");
            case CHANGED_TOO_MUCH ->
                add(
                        Warning.Kind.STILL_CHANGING,
                        flag,
                        "Times went on changing while they were measured, alike in the trials. Only differences far larger than that get a verdict, and no size.",
                        "Raise " + toRaise(flag)
                                + " of the plan. Where they rise, look for what grows: memory, queues, heat, code that is compiled again.");
            case STILL_CHANGING ->
                add(
                        Warning.Kind.SLIGHTLY_CHANGING,
                        flag,
                        "Times changed by one or two per cent while they were measured, alike in the trials.",
                        "That is less than a verdict needs. A longer warm-up would show whether it goes on: raise "
                                + toRaise(flag) + " of the plan.");
            case NOT_JUDGED ->
                add(
                        Warning.Kind.STEADINESS_NOT_JUDGED,
                        flag,
                        cell -> cell.steadiness() == Steadiness.NOT_JUDGED, // not those with too many unsteady trials
                        "Whether times still changed while they were measured cannot be seen: that takes "
                                + Trend.LEAST_TRIALS + " trials of " + Trend.LEAST_ITERATIONS + " iterations.",
                        "Long tasks have few iterations. More of them (trial.iterations of the plan) or more rounds would show it.");
            case BUSY_WHILE_WAITING ->
                add(
                        Warning.Kind.NOT_AS_DECLARED,
                        flag,
                        "The workload is declared as waiting, yet it keeps its CPUs busy.",
                        "The CPUs are its limit here, not the waits: lower the concurrency, or take it as computing.");
            case IDLE_WHILE_COMPUTING ->
                add(
                        Warning.Kind.NOT_AS_DECLARED,
                        flag,
                        "The workload is declared as computing, yet its tasks leave their CPUs idle.",
                        "They wait for something: say so with waits(), or find the lock or the device that holds them up.");
            case RAN_ONE_BY_ONE ->
                add(
                        Warning.Kind.RAN_ONE_BY_ONE,
                        flag,
                        "Tasks ran nearly one by one, although more were allowed and there.",
                        "Look for a lock, a pool or a stage that holds its thread while it waits.");
            case BLOCKS_ITS_STAGES ->
                add(
                        Warning.Kind.BLOCKED_STAGES,
                        flag,
                        "A stage of runAsync() blocks its thread: there is one thread for each cpu, so that all other chains wait too. The"
                                + " times are those of the blocking, not of the model.",
                        "Take the blocking call out of runAsync(): wait with async.delay() or an asynchronous capability such as"
                                + " AsyncHttp, and never join() a future within a stage; or leave hasAsync() out, so that run() is one stage.");
            case SHORT_ITERATIONS ->
                add(
                        Warning.Kind.COARSE_ITERATIONS,
                        flag,
                        "Iterations are shorter than 100 ms, so that a single pause shows.",
                        "Set trial.iteration of the plan to 100ms or more.");
            case FAILED_TRIALS,
                    WRONG_RESULT,
                    OTHERS_BUSY,
                    CPUS_STOLEN,
                    FEW_TRIALS -> {} // warned about with their cause, or for the run
        }
    }

    /** What the cells of a flag need, each key once. */
    private String toRaise(Flag flag) {
        return cells.stream()
                .filter(cell -> cell.flags().contains(flag))
                .map(CellResult::warmupToRaise)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
    }

    /** Trials of a flagged cell: too many of them cost the verdict, a few are a note. */
    private void few(Warning.Kind kind, Flag flag, String text, String advice, Warning.Kind noteKind, String note) {
        Predicate<CellResult> tooMany = cell -> cell.steadiness() == Steadiness.TOO_MANY_UNSTEADY;
        add(kind, flag, tooMany, text, advice);
        add(noteKind, flag, tooMany.negate(), note, "Up to a fifth of a cell's trials is no obstacle to a verdict.");
    }

    private void add(Warning.Kind kind, Flag flag, String text, String advice) {
        add(kind, flag, cell -> true, text, advice);
    }

    private void add(Warning.Kind kind, Flag flag, Predicate<CellResult> which, String text, String advice) {
        List<Warning.Place> where = cells.stream()
                .filter(cell -> cell.flags().contains(flag))
                .filter(which)
                .sorted(Comparator.comparingDouble((CellResult cell) -> excess(cell, flag))
                        .reversed())
                .map(cell -> new Warning.Place(cell.cell(), cell.seen(flag)))
                .toList();
        if (!where.isEmpty()) {
            warnings.add(new Warning(kind, where, text, advice));
        }
    }

    private static double excess(CellResult cell, Flag flag) {
        return cell.seen().stream()
                .filter(flagged -> flagged.flag() == flag)
                .mapToDouble(Flagged::excess)
                .findFirst()
                .orElse(0);
    }
}
