package org.concurrencybench.reports.analysis.gates;

import java.util.Map;
import java.util.Optional;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.records.TrialRecord;

/** Compares what a cell asked for with what its trials' JVMs saw of themselves: silent defaults are no comparison. */
final class SettingsInEffect {
    /** HotSpot keeps a part of the heap that it will not use at once, and rounds it to its regions. */
    private static final double LEAST_OF_HEAP = 0.8;

    private static final double MOST_OF_HEAP = 1.1;

    private SettingsInEffect() {}

    /** The first setting, by name, that did not take effect, in words; what a trial did not tell is not compared. */
    static Optional<String> difference(TrialRecord trial) {
        return trial.facts().entrySet().stream()
                .filter(fact -> fact.getKey().startsWith(TrialFacts.ASKED))
                .map(fact -> Map.entry(fact.getKey().substring(TrialFacts.ASKED.length()), fact.getValue()))
                .filter(asked -> trial.facts().containsKey(asked.getKey()))
                .filter(asked -> !agree(asked.getKey(), asked.getValue(), seen(trial, asked.getKey())))
                .min(Map.Entry.comparingByKey())
                .map(asked ->
                        asked.getKey() + " was to be " + asked.getValue() + " and is " + seen(trial, asked.getKey()));
    }

    private static String seen(TrialRecord trial, String name) {
        return trial.facts().getOrDefault(name, "");
    }

    private static boolean agree(String name, String asked, String seen) {
        if (name.endsWith("Bytes") && asked.matches("\\d{1,18}") && seen.matches("\\d{1,18}")) {
            double ratio = Double.parseDouble(seen) / Double.parseDouble(asked);
            return ratio >= LEAST_OF_HEAP && ratio <= MOST_OF_HEAP;
        }
        return asked.equals(seen);
    }
}
