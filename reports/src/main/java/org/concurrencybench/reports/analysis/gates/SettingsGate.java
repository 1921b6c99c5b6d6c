package org.concurrencybench.reports.analysis.gates;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.analysis.cells.CellTrials;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.Flagged;
import org.concurrencybench.reports.findings.Rule;
import org.concurrencybench.reports.findings.Warning;
import org.concurrencybench.reports.records.TrialRecord;

/** Compares what a cell asked for with what its trials' JVMs saw of themselves: silent defaults are no comparison. */
final class SettingsGate implements Gate {
    static final Rule RULE = new Rule(
            "Settings",
            "settings that did not take effect in the measured JVM",
            "collector, heap, processors, carriers, pool threads and workers are requested, then checked in the measured JVM; a cell"
                    + " that has others is not ranked.",
            new Rule.Caution(
                    Flag.SETTINGS_NOT_IN_EFFECT,
                    Warning.Kind.SETTINGS_NOT_IN_EFFECT,
                    "The settings of the measured JVM differ from the requested ones; not ranked.",
                    "Look for variables such as _JAVA_OPTIONS, a java executable that changes its arguments, and a model that ignores its settings."));

    /** HotSpot keeps a part of the heap that it will not use at once, and rounds it to its regions. */
    private static final double LEAST_OF_HEAP = 0.8;

    private static final double MOST_OF_HEAP = 1.1;

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Flagged> check(CellTrials cell) {
        return cell.measuredTrials().stream()
                .flatMap(trial -> difference(trial).stream())
                .limit(1)
                .map(difference -> new Flagged(Flag.SETTINGS_NOT_IN_EFFECT, 0, difference))
                .toList();
    }

    /** The first setting, by name, that did not take effect, in words; what a trial did not tell is not compared. */
    private static Optional<String> difference(TrialRecord trial) {
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
