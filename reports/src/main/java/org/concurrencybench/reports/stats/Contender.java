package org.concurrencybench.reports.stats;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A model in the comparison of one workload, with its trials.
 *
 * @param name for messages
 * @param rounds the round of each measured trial
 * @param trialMeans mean of each measured trial's steady iterations; less is better
 * @param unsteadyTrials how many of the trials never got steady; they stay in
 */
public record Contender(String name, List<Integer> rounds, List<Double> trialMeans, int unsteadyTrials) {
    private static final double UNSTEADY_SHARE = 0.2;

    public Contender {
        rounds = List.copyOf(rounds);
        trialMeans = List.copyOf(trialMeans);
        if (trialMeans.isEmpty()) {
            throw new IllegalArgumentException(name + " has no trials; compare only what was measured");
        }
        if (rounds.size() != trialMeans.size()) {
            throw new IllegalArgumentException(
                    name + " has " + trialMeans.size() + " trials in " + rounds.size() + " rounds: one each is meant");
        }
        if (unsteadyTrials < 0 || unsteadyTrials > trialMeans.size()) {
            throw new IllegalArgumentException(name + " has " + trialMeans.size() + " trials, so cannot have "
                    + unsteadyTrials + " unsteady ones");
        }
    }

    /** Measured in the rounds from 1; all trials were steady. */
    public static Contender of(String name, double... trialMeans) {
        return new Contender(
                name,
                IntStream.rangeClosed(1, trialMeans.length).boxed().toList(),
                Arrays.stream(trialMeans).boxed().toList(),
                0);
    }

    /** More than a fifth of its trials were not steady: too many to give a verdict on it. */
    public boolean unsteady() {
        return tooManyUnsteady(unsteadyTrials, trialMeans.size());
    }

    /** The same for so many of so many trials. */
    public static boolean tooManyUnsteady(int unsteadyTrials, int trials) {
        return unsteadyTrials > UNSTEADY_SHARE * trials;
    }

    /** With the trials of those rounds alone, in that order; it has one in each. What was seen of all its trials stays. */
    Contender only(List<Integer> wanted) {
        Map<Integer, Double> byRound = new HashMap<>();
        for (int i = 0; i < trialMeans.size(); i++) {
            byRound.put(rounds.get(i), trialMeans.get(i));
        }
        int unsteady = unsteady() ? wanted.size() : 0;
        return new Contender(name, wanted, wanted.stream().map(byRound::get).toList(), unsteady);
    }

    double[] logs() {
        return trialMeans.stream().mapToDouble(Math::log).toArray();
    }

    Sample sample() {
        try {
            return Sample.of(trialMeans);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
