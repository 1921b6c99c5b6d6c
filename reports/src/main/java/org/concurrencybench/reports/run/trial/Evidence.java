package org.concurrencybench.reports.run.trial;

import java.util.HashMap;
import java.util.Map;

/**
 * What a trial found out after its last measured iteration.
 *
 * @param figures what is a number
 * @param facts what is not
 */
record Evidence(Map<String, Double> figures, Map<String, String> facts) {
    /** {@code told}: what the trial wrote down. */
    static Evidence of(Map<String, String> told) {
        Map<String, Double> figures = new HashMap<>();
        Map<String, String> facts = new HashMap<>();
        told.forEach((name, value) -> {
            try {
                double number = Double.parseDouble(value);
                if (Double.isFinite(number)) {
                    figures.put(name, number);
                }
            } catch (NumberFormatException e) {
                facts.put(name, value);
            }
        });
        return new Evidence(figures, facts);
    }

    void addTo(Map<String, Double> all, Map<String, String> allFacts) {
        all.putAll(figures);
        allFacts.putAll(facts);
    }
}
