package org.concurrencybench.reports.compare;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.concurrencybench.reports.records.Failure;
import org.jspecify.annotations.Nullable;

/** Trials that fail do so for a cause, often the time they take: those that are left are no fair sample. */
final class FailedTrials {
    private FailedTrials() {}

    /** How many of the trials failed, and the cause of the first; empty when none did. One entry for each trial. */
    static Optional<String> reason(List<@Nullable Failure> trials) {
        List<Failure> failures = trials.stream().filter(Objects::nonNull).toList();
        return failures.stream()
                .findFirst()
                .map(first -> failures.size() + " of " + trials.size() + " trials failed: " + first.kind() + ": "
                        + first.headline());
    }
}
