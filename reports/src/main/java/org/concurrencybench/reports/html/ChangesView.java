package org.concurrencybench.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.concurrencybench.reports.compare.CellChange;
import org.concurrencybench.reports.compare.EnvironmentRow;
import org.concurrencybench.reports.compare.RunComparison;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.NumberText;

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
        return change.finding() != Finding.UNDECIDED && change.finding() != Finding.EXPLORATORY;
    }

    String ratio(CellChange change) {
        return IntervalText.ratio(change.timeRatio(), comparison.precision());
    }

    /** What holds for all cells at once. */
    String details(CellChange change) {
        List<String> details = new ArrayList<>();
        if (change.simultaneous() != null) {
            details.add("all at once " + NumberText.range(change.simultaneous(), comparison.precision()));
        }
        if (change.adjustedP() != null) {
            details.add("p " + NumberText.probability(change.adjustedP()));
        }
        return String.join("; ", details);
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
