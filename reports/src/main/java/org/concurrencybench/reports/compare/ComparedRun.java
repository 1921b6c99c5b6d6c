package org.concurrencybench.reports.compare;

import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;

/**
 * One of the two runs.
 *
 * @param suite version of concurrency-bench that measured
 * @param plan name of the plan
 * @param startedAt ISO-8601, UTC
 * @param precision the smallest difference that mattered to its plan, as a fraction
 * @param jdk the measured JDK; {@code n/a} where the records do not tell
 * @param measuredTrials trials that were measured
 */
public record ComparedRun(
        String suite, String plan, String startedAt, double precision, String jdk, int measuredTrials) {
    static ComparedRun of(RunResults run) {
        RunHeader header = run.header();
        return new ComparedRun(
                header.suite(),
                header.plan(),
                header.startedAt(),
                header.precision(),
                header.environment().getOrDefault(RunHeader.MEASURED_JDK, "n/a"),
                (int) run.trials().stream().filter(TrialRecord::measured).count());
    }

    /** When, which plan, how many trials, which JDK. */
    public String words() {
        return when() + ", plan " + plan + ", " + measuredTrials + (measuredTrials == 1 ? " trial, " : " trials, ")
                + jdk;
    }

    /** When it started, to the minute: {@code 2026-11-22 14:03 UTC}. */
    public String when() {
        return startedAt.length() < 16 ? startedAt : startedAt.substring(0, 16).replace('T', ' ') + " UTC";
    }
}
