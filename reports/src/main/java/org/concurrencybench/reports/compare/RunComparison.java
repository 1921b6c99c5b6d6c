package org.concurrencybench.reports.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
 * one family, and so are all figures of a {@linkplain FigureKind kind}. The runs were not interleaved: how the machine
 * drifted between them is in no interval.
 *
 * @param schema version of this format
 * @param oldRun what is compared with
 * @param newRun what is judged
 * @param precision the smallest difference that matters, as a fraction
 * @param minTrials with fewer on either side there is no verdict
 * @param changes cells that are compared, the worst for NEW first
 * @param figures latencies, capacities and prices that are compared; kind by kind, the worst for NEW first
 * @param notCompared cells and prices of both that cannot be
 * @param onlyOld ids of cells and prices that only OLD planned
 * @param onlyNew ids of cells and prices that only NEW planned
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
        List<FigureChange> figures,
        List<NotCompared> notCompared,
        List<String> onlyOld,
        List<String> onlyNew,
        List<String> notices,
        List<EnvironmentRow> environment) {
    public static final int SCHEMA = 2;
    /** What no comparison of two runs can know. */
    public static final String DRIFT =
            "The two runs were not interleaved: what the machine did differently between them is not in the intervals.";

    /** Fewer ratios have no middle worth telling. */
    private static final int LEAST_FOR_A_MIDDLE = 5;

    public RunComparison {
        changes = List.copyOf(changes);
        figures = List.copyOf(figures);
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

    /** Whether any cell or price is in both, be it comparable or not. */
    public boolean hasCommonCells() {
        return !changes.isEmpty() || !figures.isEmpty() || !notCompared.isEmpty();
    }

    /** Whether any cell, latency, capacity or price is clearly worse in NEW. */
    public boolean hasRegression() {
        return findings().anyMatch(finding -> finding == Finding.CLEARLY_SLOWER);
    }

    /** About everything that is compared. */
    Stream<Finding> findings() {
        return Stream.concat(
                changes.stream().map(CellChange::finding), figures.stream().map(FigureChange::finding));
    }

    /** What is compared of that kind. */
    public List<FigureChange> figures(FigureKind kind) {
        return figures.stream().filter(figure -> figure.kind() == kind).toList();
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
        List<String> tallies = new ArrayList<>();
        if (!changes.isEmpty()) {
            tallies.add(tally(changes.stream().map(CellChange::finding).toList(), "cell", "slower", "faster"));
        }
        for (FigureKind kind : FigureKind.values()) {
            List<Finding> findings =
                    figures(kind).stream().map(FigureChange::finding).toList();
            if (!findings.isEmpty()) {
                tallies.add(kind.words() + ": " + tally(findings, "", "worse", "better"));
            }
        }
        return tallies.isEmpty() ? "no cell can be compared" : String.join("; ", tallies);
    }

    /** {@code 2 cells clearly slower, 1 no claim}: {@code noun} stands behind the first number, unless it is empty. */
    private static String tally(List<Finding> findings, String noun, String worse, String better) {
        Map<String, Long> counts = new LinkedHashMap<>();
        count(counts, findings, "clearly " + worse, Finding.CLEARLY_SLOWER);
        count(counts, findings, "somewhat " + worse, Finding.SLOWER, Finding.LITTLE_SLOWER);
        count(counts, findings, "clearly " + better, Finding.CLEARLY_FASTER);
        count(counts, findings, "somewhat " + better, Finding.FASTER, Finding.LITTLE_FASTER);
        count(counts, findings, "practically equal", Finding.EQUAL);
        count(counts, findings, "no claim", Finding.UNDECIDED, Finding.EXPLORATORY);
        List<String> parts = new ArrayList<>();
        counts.forEach((words, number) -> parts.add(
                (parts.isEmpty() && !noun.isEmpty() ? NumberText.count(number, noun) : number) + " " + words));
        return String.join(", ", parts);
    }

    private static void count(Map<String, Long> counts, List<Finding> all, String words, Finding... wanted) {
        long number = all.stream().filter(List.of(wanted)::contains).count();
        if (number > 0) {
            counts.put(words, number);
        }
    }

    private List<EnvironmentRow> deciding() {
        return environment.stream()
                .filter(row -> row.bearing() == EnvironmentRow.Bearing.DECIDES
                        || row.bearing() == EnvironmentRow.Bearing.FORBIDS)
                .toList();
    }
}
