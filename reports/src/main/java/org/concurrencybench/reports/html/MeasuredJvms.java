package org.concurrencybench.reports.html;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.concurrencybench.core.experiment.EvidenceNames;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.reports.records.JvmArguments;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.TrialRecord;

/** What the measured JVMs said of themselves, without what is another in every trial. */
final class MeasuredJvms {
    /** Measurements, which stand beside the cells, and names of processes. */
    private static final Set<String> NO_SETTINGS = Set.of(
            TrialFacts.DIGEST_NANOS_PER_TASK, TrialFacts.START_MILLIS, TrialFacts.PID, Metric.CROSSED_BYTES_PER_TASK);

    private MeasuredJvms() {}

    /** By name; each with all the values that were seen. */
    static Map<String, Set<String>> facts(List<TrialRecord> trials) {
        Map<String, Set<String>> facts = new TreeMap<>();
        for (TrialRecord trial : trials) {
            trial.facts().forEach((name, value) -> {
                if (!name.startsWith(TrialFacts.ASKED)
                        && !name.startsWith(EvidenceNames.WAITING_REFUSED)
                        && !NO_SETTINGS.contains(name)) {
                    facts.computeIfAbsent(name, key -> new TreeSet<>())
                            .add(
                                    name.equals(TrialFacts.JVM_ARGUMENTS)
                                            ? String.join(" ", JvmArguments.lasting(value))
                                            : value);
                }
            });
        }
        return facts;
    }
}
