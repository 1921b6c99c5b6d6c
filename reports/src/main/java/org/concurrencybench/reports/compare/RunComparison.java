package org.concurrencybench.reports.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.stats.Criteria;
import org.jspecify.annotations.Nullable;

/**
 * What two runs tell together. A pure function of the records of both.
 *
 * <p>The trials of one cell in both runs are compared as those of two models are; all cells that can be compared are
 * one family. The runs were not interleaved: how the machine drifted between them is in no interval.
 *
 * @param schema version of this format
 * @param oldRun what is compared with
 * @param newRun what is judged
 * @param precision the smallest difference that matters, as a fraction
 * @param minTrials with fewer on either side there is no verdict
 * @param changes cells that are compared, the worst for NEW first
 * @param notCompared cells of both that cannot be
 * @param onlyOld ids of cells that only OLD planned
 * @param onlyNew ids of cells that only NEW planned
 * @param notices what a reader must know besides the environments
 * @param environment every entry of either environment
 */
public record RunComparison(
        int schema,
        ComparedRun oldRun,
        ComparedRun newRun,
        double precision,
        int minTrials,
        List<CellChange> changes,
        List<NotCompared> notCompared,
        List<String> onlyOld,
        List<String> onlyNew,
        List<String> notices,
        List<EnvironmentRow> environment) {
    public static final int SCHEMA = 1;
    /** What no comparison of two runs can know. */
    public static final String DRIFT =
            "The two runs were not interleaved: what the machine did differently between them is not in the intervals.";

    /** Fewer ratios have no middle worth telling. */
    private static final int LEAST_FOR_A_MIDDLE = 5;

    public RunComparison {
        changes = List.copyOf(changes);
        notCompared = List.copyOf(notCompared);
        onlyOld = List.copyOf(onlyOld);
        onlyNew = List.copyOf(onlyNew);
        notices = List.copyOf(notices);
        environment = List.copyOf(environment);
    }

    /** Compares two runs at the larger precision of their plans. */
    public static RunComparison of(RunResults old, RunResults fresh) {
        return of(new RunCells(old), new RunCells(fresh));
    }

    /** Compares two runs at {@code precision}, above 0 and at most 1. */
    public static RunComparison of(RunResults old, RunResults fresh, double precision) {
        return new RunComparer(new RunCells(old), new RunCells(fresh), Criteria.of(precision)).compare();
    }

    static RunComparison of(RunCells old, RunCells fresh) {
        double precision =
                Math.max(old.run().header().precision(), fresh.run().header().precision());
        return new RunComparer(old, fresh, Criteria.of(precision)).compare();
    }

    /** Whether any cell is in both, be it comparable or not. */
    public boolean hasCommonCells() {
        return !changes.isEmpty() || !notCompared.isEmpty();
    }

    /** Whether any cell is clearly slower in NEW. */
    public boolean hasRegression() {
        return count(Finding.CLEARLY_SLOWER) > 0;
    }

    /** Entries that say that the two were measured on different machines. */
    public List<EnvironmentRow> otherMachine() {
        return environment.stream()
                .filter(row -> row.bearing() == EnvironmentRow.Bearing.FORBIDS)
                .toList();
    }

    /** The JDKs, where they are all that decides speed and differs: then they are what is compared. */
    public @Nullable EnvironmentRow comparedJdks() {
        List<EnvironmentRow> deciding = deciding();
        return deciding.size() == 1 && deciding.getFirst().name().equals(RunHeader.MEASURED_JDK)
                ? deciding.getFirst()
                : null;
    }

    /** What decides speed, differs, and is not what is compared: it may be the cause, and not the code. */
    public List<EnvironmentRow> doubts() {
        return comparedJdks() == null ? deciding() : List.of();
    }

    /** The outcome in one line: {@code 2 cells clearly slower, 1 clearly faster, 20 no claim}. */
    public String headline() {
        EnvironmentRow jdks = comparedJdks();
        return jdks == null ? tally() : jdks.newValue() + " (NEW) against " + jdks.oldValue() + " (OLD): " + tally();
    }

    /** Where the middle one of all ratios lies, in words; null for a few cells. */
    public @Nullable String middle() {
        if (changes.size() < LEAST_FOR_A_MIDDLE) {
            return null;
        }
        double[] ratios = changes.stream()
                .mapToDouble(change -> change.timeRatio().estimate())
                .sorted()
                .toArray();
        int half = ratios.length / 2;
        double middle = ratios.length % 2 == 1 ? ratios[half] : Math.sqrt(ratios[half - 1] * ratios[half]);
        return "The median of the " + ratios.length + " ratios NEW ÷ OLD is " + NumberText.fixed(middle, 2)
                + "×; a shift that all cells share comes from something that they share, such as the machine or the JDK.";
    }

    private String tally() {
        if (changes.isEmpty()) {
            return "no cell can be compared";
        }
        List<String> parts = new ArrayList<>();
        add(parts, "clearly slower", Finding.CLEARLY_SLOWER);
        add(parts, "somewhat slower", Finding.SLOWER, Finding.LITTLE_SLOWER);
        add(parts, "clearly faster", Finding.CLEARLY_FASTER);
        add(parts, "somewhat faster", Finding.FASTER, Finding.LITTLE_FASTER);
        add(parts, "practically equal", Finding.EQUAL);
        add(parts, "no claim", Finding.UNDECIDED, Finding.EXPLORATORY);
        return String.join(", ", parts);
    }

    private void add(List<String> parts, String words, Finding... findings) {
        long cells = count(findings);
        if (cells > 0) {
            String what = !parts.isEmpty() ? "" : cells == 1 ? "cell " : "cells ";
            parts.add(String.format(Locale.ROOT, "%d %s%s", cells, what, words));
        }
    }

    private long count(Finding... findings) {
        return changes.stream()
                .filter(change -> List.of(findings).contains(change.finding()))
                .count();
    }

    private List<EnvironmentRow> deciding() {
        return environment.stream()
                .filter(row -> row.bearing() == EnvironmentRow.Bearing.DECIDES
                        || row.bearing() == EnvironmentRow.Bearing.FORBIDS)
                .toList();
    }
}
