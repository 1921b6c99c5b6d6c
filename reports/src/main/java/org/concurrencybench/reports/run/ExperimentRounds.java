package org.concurrencybench.reports.run;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.TrialRecord;
import org.concurrencybench.reports.run.trial.TrialPlan;

/**
 * How far the rounds of one experiment are. Which cells a round has is decided when it begins, by what was known then:
 * so a round that was cut off in the middle is completed, and not judged by its own first half.
 */
final class ExperimentRounds {
    /** After so many failures a cell is not tried again; after one that had to be timed out, at once. */
    private static final int FAILURES = 2;

    private final String id;
    private final Map<String, TrialPlan> trials = new LinkedHashMap<>();
    private final int minRounds;
    private final Settlement settlement;
    private final Map<String, Integer> failures = new HashMap<>();
    private final Map<String, Double> seconds = new HashMap<>();
    private final Map<String, Integer> measured = new HashMap<>();
    private final Map<String, TrialPlan> missing = new LinkedHashMap<>();
    private int round;
    private boolean begun;

    /** {@code settlement} of all experiments, which are open beyond {@code minRounds} until they are settled. */
    ExperimentRounds(String id, List<TrialPlan> trials, int minRounds, Settlement settlement) {
        this.id = id;
        trials.forEach(trial -> this.trials.put(trial.cell().id(), trial));
        this.minRounds = minRounds;
        this.settlement = settlement;
        expect(1);
    }

    String id() {
        return id;
    }

    /** Number of the round that comes next or is being run, from 1. */
    int round() {
        return round;
    }

    /** Whether there is another round. */
    boolean isOpen() {
        return !missing.isEmpty();
    }

    /** Whether some trials of the round have been made and others have not. */
    boolean isBegun() {
        return begun && isOpen();
    }

    boolean misses(String cell) {
        return missing.containsKey(cell);
    }

    void add(TrialRecord record) {
        if (record.round() > round) {
            expect(record.round());
        }
        settlement.add(record);
        if (record.failure() != null) {
            failures.merge(record.cell(), record.failure().kind() == Failure.Kind.TIMEOUT ? FAILURES : 1, Integer::sum);
        } else {
            seconds.merge(record.cell(), record.seconds(), Double::sum);
            measured.merge(record.cell(), 1, Integer::sum);
        }
        missing.remove(record.cell());
        begun = true;
        if (missing.isEmpty()) {
            expect(round + 1);
        }
    }

    /** Of a trial: the mean of those so far, before the first one what its plan expects. */
    double seconds(String cell) {
        Integer count = measured.get(cell);
        TrialPlan trial = trials.get(cell);
        if (trial == null) {
            throw new IllegalArgumentException(cell + " is not measured");
        }
        return count == null ? trial.expectedSeconds() : seconds.getOrDefault(cell, 0.0) / count;
    }

    /** What is missing of the round. */
    double roundSeconds() {
        return missing.keySet().stream().mapToDouble(this::seconds).sum();
    }

    /** Until it has its least rounds. */
    double leastRoundsSeconds() {
        return roundSeconds() + laterSeconds(minRounds);
    }

    /** Until it has all rounds that its plan allows. */
    double allRoundsSeconds() {
        return roundSeconds() + laterSeconds(Integer.MAX_VALUE);
    }

    private double laterSeconds(int last) {
        return trials.values().stream()
                .filter(this::isTried)
                .mapToDouble(trial -> seconds(trial.cell().id()) * Math.max(0, Math.min(last, trial.rounds()) - round))
                .sum();
    }

    private void expect(int next) {
        round = next;
        begun = false;
        missing.clear();
        if (next <= minRounds || !settlement.settled(id)) {
            trials.values().stream()
                    .filter(this::isTried)
                    .filter(trial -> next <= trial.rounds())
                    .forEach(trial -> missing.put(trial.cell().id(), trial));
        }
    }

    private boolean isTried(TrialPlan trial) {
        return failures.getOrDefault(trial.cell().id(), 0) < FAILURES;
    }
}
