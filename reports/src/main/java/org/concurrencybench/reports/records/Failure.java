package org.concurrencybench.reports.records;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Why a trial failed.
 *
 * @param kind what sort of failure
 * @param message the cause in words: what happened and what to do, a few lines, then, after an empty line, details
 */
public record Failure(Kind kind, String message) {
    private static final Pattern OF_THE_MOMENT = Pattern.compile("\\b[0-9a-f]+\\b(?: \\(-?\\d+\\))?|\\d+");

    /**
     * What happened and what to do: all before the first empty line, after which stack traces and printed text follow.
     */
    public List<String> block() {
        return message.strip().lines().takeWhile(line -> !line.isBlank()).toList();
    }

    /** In one line. */
    public String headline() {
        return block().isEmpty() ? "" : block().getFirst();
    }

    /**
     * Whether {@code other} has the same cause, as far as words tell. Within one workload numbers of tasks, digests and
     * process ids may differ.
     *
     * @param cell id of the cell, or experiment, that failed so
     * @param otherCell id of the one that failed like {@code other}
     */
    public boolean isAlike(String cell, Failure other, String otherCell) {
        return kind == other.kind
                && (headline().equals(other.headline())
                        || (workload(cell).equals(workload(otherCell))
                                && general().equals(other.general())));
    }

    private static String workload(String cell) {
        return cell.split("[\\[/]", 2)[0];
    }

    private String general() {
        return OF_THE_MOMENT.matcher(headline()).replaceAll("#");
    }

    /** Sorts of failure. */
    public enum Kind {
        /** Workload or model failed before the first measured batch. */
        SETUP,
        /** A task threw. */
        TASK,
        /** An output's digest is not the expected one. */
        WRONG_RESULT,
        /** Workload or model failed after the last batch. */
        TEARDOWN,
        /** Took longer than its limit; its whole process tree was ended. */
        TIMEOUT,
        /** The JVM ended before its time. */
        JVM_EXIT
    }
}
