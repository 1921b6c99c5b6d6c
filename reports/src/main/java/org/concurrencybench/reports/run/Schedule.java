package org.concurrencybench.reports.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Plan;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.trial.TrialPlan;

/**
 * Decides which experiments have their next round, from what the records say and the time that is left. It has no clock
 * and starts nothing.
 *
 * <p>An experiment's round is begun only when all its open cells fit into the time left. The rounds that verdicts need
 * come first: where not every experiment can have them, as many have them as possible, those that need least time
 * first. Then come the further rounds of experiments that are not settled, and with what is left after that the
 * experiments that will have no verdict.
 */
final class Schedule {
    private final int minRounds;
    private final Settlement settlement;
    private final Map<String, ExperimentRounds> experiments;

    /** {@code trials}: those of all cells that can be measured, in the order of the plan. */
    Schedule(Plan plan, Collection<TrialPlan> trials) {
        this.minRounds = plan.minRounds();
        this.settlement = new Settlement(trials.stream().map(TrialPlan::cell).toList(), plan.precision());
        this.experiments = trials.stream()
                .collect(Collectors.groupingBy(
                        trial -> trial.cell().experiment(),
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(
                                Collectors.toList(),
                                cells -> new ExperimentRounds(
                                        cells.getFirst().cell().experiment(), cells, minRounds, settlement))));
    }

    /**
     * Experiments that have the same round next, to be interleaved.
     *
     * @param round its number, from 1
     * @param experiments ids
     */
    record Pass(int round, List<String> experiments) {}

    /**
     * What the time left holds, as far as can be told.
     *
     * @param complete experiments that have their least rounds, or for which there is time
     * @param incomplete experiments for which there is not, with the rounds that they have
     * @param neededSeconds time that the least rounds of all take from now on
     */
    record Outlook(int complete, Map<String, Integer> incomplete, double neededSeconds) {}

    /** Takes a record into account; records of one experiment come in the order of its rounds. */
    void add(Cell cell, TrialRecord record) {
        experiment(cell.experiment()).add(record);
    }

    /** The round to be run next; empty when nothing is open, or nothing of it fits into {@code secondsLeft}. */
    Optional<Pass> next(double secondsLeft) {
        List<ExperimentRounds> fitting = open().stream()
                .filter(experiment -> experiment.roundSeconds() <= secondsLeft)
                .toList();
        Outlook outlook = outlook(secondsLeft);
        Collection<String> incomplete = outlook.incomplete().keySet();
        boolean firstForAll = holdsFirstRounds(outlook, secondsLeft);
        // Cut off in the middle, by a kill: a round that has begun ends before another one begins.
        return pass(fitting, ExperimentRounds::isBegun)
                .or(() -> pass(
                        fitting,
                        experiment -> isBelowLeast(experiment)
                                && ((firstForAll && experiment.round() == 1) || !incomplete.contains(experiment.id()))))
                .or(() -> pass(fitting, experiment -> !isBelowLeast(experiment)))
                .or(() -> pass(fitting, experiment -> true));
    }

    /**
     * Whether every experiment can have its first round, for its page and its duration, without costing the only
     * verdict.
     */
    private boolean holdsFirstRounds(Outlook outlook, double secondsLeft) {
        double first = open().stream()
                .filter(experiment -> experiment.round() == 1)
                .filter(experiment -> outlook.incomplete().containsKey(experiment.id()))
                .mapToDouble(ExperimentRounds::roundSeconds)
                .sum();
        return outlook.complete() == 0 || outlook(secondsLeft - first).complete() > 0;
    }

    /** Of those that are meant, the ones that lag behind the others. */
    private static Optional<Pass> pass(List<ExperimentRounds> fitting, Predicate<ExperimentRounds> meant) {
        List<ExperimentRounds> members = fitting.stream().filter(meant).toList();
        return members.stream()
                .min(Comparator.comparingInt(ExperimentRounds::round))
                .map(first -> new Pass(
                        first.round(),
                        members.stream()
                                .filter(experiment -> experiment.round() == first.round())
                                .map(ExperimentRounds::id)
                                .toList()));
    }

    Outlook outlook(double secondsLeft) {
        List<ExperimentRounds> wanting =
                open().stream().filter(this::isBelowLeast).collect(Collectors.toCollection(ArrayList::new));
        List<ExperimentRounds> cheapestFirst = wanting.stream()
                .sorted(Comparator.comparingDouble(ExperimentRounds::leastRoundsSeconds))
                .toList();
        double needed = 0;
        for (ExperimentRounds experiment : cheapestFirst) {
            needed += experiment.leastRoundsSeconds();
            if (needed <= secondsLeft) {
                wanting.remove(experiment);
            }
        }
        Map<String, Integer> incomplete = new LinkedHashMap<>();
        wanting.forEach(experiment -> incomplete.put(experiment.id(), experiment.round() - 1));
        return new Outlook(experiments.size() - incomplete.size(), incomplete, needed);
    }

    /** Whether the rest of the experiment's round fits. */
    boolean fits(String experiment, double secondsLeft) {
        return experiment(experiment).roundSeconds() <= secondsLeft;
    }

    /** Whether the cell's trial of the round that its experiment has next, or is in, is still to be made. */
    boolean misses(Cell cell) {
        return experiment(cell.experiment()).misses(cell.id());
    }

    /** Number of the round that the cell's experiment has next, or is in. */
    int round(Cell cell) {
        return experiment(cell.experiment()).round();
    }

    /** What a trial of the cell should take: the mean of those so far, before the first one what its plan expects. */
    double seconds(Cell cell) {
        return experiment(cell.experiment()).seconds(cell.id());
    }

    /** What is still to be measured, were there no budget: the least rounds, or when all have them all further ones. */
    double openSeconds() {
        List<ExperimentRounds> open = open();
        return open.stream().anyMatch(this::isBelowLeast)
                ? open.stream()
                        .mapToDouble(ExperimentRounds::leastRoundsSeconds)
                        .sum()
                : open.stream().mapToDouble(ExperimentRounds::allRoundsSeconds).sum();
    }

    boolean hasOpen() {
        return !open().isEmpty();
    }

    /** Whether there is something that has been measured, and all of it precisely enough. */
    boolean settled() {
        return !experiments.isEmpty() && experiments.keySet().stream().allMatch(settlement::settled);
    }

    int experiments() {
        return experiments.size();
    }

    private List<ExperimentRounds> open() {
        return experiments.values().stream().filter(ExperimentRounds::isOpen).toList();
    }

    private boolean isBelowLeast(ExperimentRounds experiment) {
        return experiment.round() <= minRounds;
    }

    private ExperimentRounds experiment(String id) {
        ExperimentRounds experiment = experiments.get(id);
        if (experiment == null) {
            throw new IllegalArgumentException("nothing of " + id + " is measured");
        }
        return experiment;
    }
}
