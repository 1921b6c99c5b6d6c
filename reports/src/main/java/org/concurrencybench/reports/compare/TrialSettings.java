package org.concurrencybench.reports.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.records.TrialRecord;

/**
 * How the trials of a cell measured, as far as their records tell.
 *
 * @param warmup number of warm-up iterations
 * @param iterations number of measured iterations
 * @param collector the measured JVM's garbage collector; empty where it did not tell
 * @param heap of the measured JVM; likewise
 */
record TrialSettings(int warmup, int iterations, String collector, String heap) {
    static TrialSettings of(TrialRecord trial) {
        String bytes = trial.facts().getOrDefault(TrialFacts.HEAP_BYTES, "");
        return new TrialSettings(
                trial.warmup().size(),
                trial.iterations().size(),
                trial.facts().getOrDefault(TrialFacts.COLLECTOR, ""),
                bytes.matches("\\d{1,18}") ? NumberText.bytes(Double.parseDouble(bytes)) : "");
    }

    /** What differs from {@code old}, one text each. */
    List<String> changesFrom(TrialSettings old) {
        List<String> changes = new ArrayList<>();
        add(changes, "iterations", old.counts(), counts());
        add(changes, "collector", old.collector, collector);
        add(changes, "heap", old.heap, heap);
        return changes;
    }

    private String counts() {
        return warmup + " + " + iterations;
    }

    private static void add(List<String> changes, String what, String old, String fresh) {
        if (!Objects.equals(old, fresh) && !old.isEmpty() && !fresh.isEmpty()) {
            changes.add(what + " " + old + " in OLD, " + fresh + " in NEW");
        }
    }
}
