package org.concurrencybench.reports.records;

import java.util.stream.Collectors;

/**
 * How a run ended.
 *
 * @param complete whether it measured all that it was asked to, as far as its end decides that
 * @param shortOfTime whether it lacked time, so that it can go on only with a larger budget
 * @param words a sentence without its subject and full stop: {@code every comparison is settled}
 */
public record RunEnding(boolean complete, boolean shortOfTime, String words) {
    private static final int NAMED = 5;

    static RunEnding of(RunResults run) {
        RunEnd end = run.end();
        if (end == null) {
            return new RunEnding(false, false, "it was cut off before its end");
        }
        return switch (end.reason()) {
            case SETTLED -> new RunEnding(true, false, "every comparison is settled");
            case ROUNDS -> new RunEnding(true, false, "all rounds are done");
            case INTERRUPTED -> new RunEnding(false, false, "it was interrupted");
            case BUDGET ->
                end.belowLeast().isEmpty()
                        ? new RunEnding(true, false, "no further round fitted into the budget")
                        : new RunEnding(false, true, budget(run, end));
        };
    }

    private static String budget(RunResults run, RunEnd end) {
        int least = run.header().minRounds();
        int more = end.belowLeast().size() - NAMED;
        return "its budget ended before " + (least == 1 ? "the only round" : "the least of " + least + " rounds")
                + " of "
                + end.belowLeast().entrySet().stream()
                        .limit(NAMED)
                        .map(experiment -> experiment.getKey() + " (" + rounds(experiment.getValue()) + ")")
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String rounds(int count) {
        return count == 0 ? "none" : count == 1 ? "1 round" : count + " rounds";
    }
}
