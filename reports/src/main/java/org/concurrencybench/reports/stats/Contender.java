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
 * @param leftToGo how far its times may still move, as a difference of logs ({@link Steadiness#leftToGo}): 0 where they
 *     were steady, infinite where nothing can be said of them; its trials stay in, whatever it is
 */
public record Contender(String name, List<Integer> rounds, List<Double> trialMeans, double leftToGo) {

    public Contender {
        rounds = List.copyOf(rounds);
        trialMeans = List.copyOf(trialMeans);
        if (trialMeans.isEmpty()) {
            throw new IllegalArgumentException(name + " has no trials; compare only what was measured");
        }
        if (!(leftToGo >= 0)) {
            throw new IllegalArgumentException(name + " has 0 or more left to go, not " + leftToGo);
        }
        if (rounds.size() != trialMeans.size()) {
            throw new IllegalArgumentException(
                    name + " has " + trialMeans.size() + " trials in " + rounds.size() + " rounds: one each is meant");
        }
    }

    /** Measured in the rounds from 1, and steady. */
    public static Contender of(String name, double... trialMeans) {
        return new Contender(
                name,
                IntStream.rangeClosed(1, trialMeans.length).boxed().toList(),
                Arrays.stream(trialMeans).boxed().toList(),
                0);
    }

    /**
     * With the trials of those rounds alone, in that order; it has one in each. What was seen of all its trials stays.
     */
    Contender only(List<Integer> wanted) {
        Map<Integer, Double> byRound = new HashMap<>();
        for (int i = 0; i < trialMeans.size(); i++) {
            byRound.put(rounds.get(i), trialMeans.get(i));
        }
        return new Contender(name, wanted, wanted.stream().map(byRound::get).toList(), leftToGo);
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
