package org.concurrencybench.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.concurrencybench.reports.compare.CellChange;
import org.concurrencybench.reports.compare.EnvironmentRow;
import org.concurrencybench.reports.compare.FigureChange;
import org.concurrencybench.reports.compare.FigureKind;
import org.concurrencybench.reports.compare.RunComparison;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.NumberText;
import org.jspecify.annotations.Nullable;

/** Two runs compared, as pages show it. */
final class ChangesView {
    private final String anchor;
    private final RunComparison comparison;

    /** {@code anchor} is unique within the page: letters and digits. */
    ChangesView(String anchor, RunComparison comparison) {
        this.anchor = anchor;
        this.comparison = comparison;
    }

    RunComparison comparison() {
        return comparison;
    }

    /** As a sentence. */
    String headline() {
        String headline = comparison.headline();
        return headline.substring(0, 1).toUpperCase(Locale.ROOT) + headline.substring(1) + ".";
    }

    String drift() {
        return RunComparison.DRIFT;
    }

    String middle() {
        String middle = comparison.middle();
        return middle == null ? "" : middle;
    }

    IntervalPlot plot() {
        return new IntervalPlot(
                anchor + "-c",
                "Time per task in NEW over that in OLD",
                "NEW takes this many times as long as OLD",
                comparison.changes().stream()
                        .map(change -> new IntervalPlot.Row(
                                change.name(), change.family(), hasClaim(change), change.timeRatio()))
                        .toList(),
                comparison.precision());
    }

    boolean hasClaim(CellChange change) {
        return change.finding().isVerdict();
    }

    String ratio(CellChange change) {
        return IntervalText.ratio(change.timeRatio(), comparison.precision());
    }

    /** What holds for all cells at once. */
    String details(CellChange change) {
        return details(change.simultaneous(), change.adjustedP());
    }

    private String details(@Nullable Estimate simultaneous, @Nullable Double adjustedP) {
        List<String> details = new ArrayList<>();
        if (simultaneous != null) {
            details.add("all at once " + NumberText.range(simultaneous, comparison.precision()));
        }
        if (adjustedP != null) {
            details.add("p " + NumberText.probability(adjustedP));
        }
        return String.join("; ", details);
    }

    /** Kinds of which something is compared. */
    List<FigureKind> kinds() {
        return Stream.of(FigureKind.values())
                .filter(kind -> !comparison.figures(kind).isEmpty())
                .toList();
    }

    /** What the ratio of that kind is, in a sentence. */
    String ratioOf(FigureKind kind) {
        return switch (kind) {
            case LATENCY -> "Ratio: the latency in NEW over that in OLD, above 1× when NEW is slower";
            case CAPACITY ->
                "Ratio: the time that NEW takes for as many tasks over that of OLD, above 1× when NEW's capacity is lower";
            case PRICE -> "Ratio: the price in NEW over that in OLD, above 1× when NEW is more expensive";
        };
    }

    boolean hasClaim(FigureChange change) {
        return change.finding().isVerdict();
    }

    String ratio(FigureChange change) {
        return IntervalText.ratio(change.costRatio(), comparison.precision());
    }

    String details(FigureChange change) {
        return details(change.simultaneous(), change.adjustedP());
    }

    String figure(FigureChange change, Estimate figure) {
        return switch (change.unit()) {
            case NANOS -> IntervalText.time(figure);
            case BYTES -> IntervalText.bytes(figure);
            case TASKS_PER_SECOND -> IntervalText.number(figure) + " per second";
        };
    }

    String oldTime(CellChange change) {
        return IntervalText.time(change.oldNanosPerTask());
    }

    String newTime(CellChange change) {
        return IntervalText.time(change.newNanosPerTask());
    }

    boolean differs(EnvironmentRow row) {
        return row.bearing() != EnvironmentRow.Bearing.SAME;
    }

    String bearing(EnvironmentRow row) {
        return switch (row.bearing()) {
            case SAME -> "";
            case DIFFERS -> "≠";
            case DECIDES -> "≠ decides speed";
            case FORBIDS -> "≠ another machine";
        };
    }
}
