package org.concurrencybench.reports.stats;

import java.util.Arrays;
import java.util.List;

/**
 * A model in the comparison of one workload, with its trials.
 *
 * @param name for messages
 * @param trialMeans mean of each measured trial's steady iterations; less is better
 * @param unsteadyTrials how many of the trials never got steady; they stay in
 */
public record Contender(String name, List<Double> trialMeans, int unsteadyTrials) {
    private static final double UNSTEADY_SHARE = 0.2;

    public Contender {
        trialMeans = List.copyOf(trialMeans);
        if (trialMeans.isEmpty()) {
            throw new IllegalArgumentException(name + " has no trials; compare only what was measured");
        }
        if (unsteadyTrials < 0 || unsteadyTrials > trialMeans.size()) {
            throw new IllegalArgumentException(name + " has " + trialMeans.size() + " trials, so cannot have "
                    + unsteadyTrials + " unsteady ones");
        }
    }

    /** All of whose trials were steady. */
    public static Contender of(String name, double... trialMeans) {
        return new Contender(name, Arrays.stream(trialMeans).boxed().toList(), 0);
    }

    /** More than a fifth of its trials were not steady: too many to give a verdict on it. */
    public boolean unsteady() {
        return unsteadyTrials > UNSTEADY_SHARE * trialMeans.size();
    }

    Sample sample() {
        try {
            return Sample.of(trialMeans);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
