package org.concurrencybench.reports.compare;

import java.util.List;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.text.PlainText;

/**
 * A comparison of two runs as plain text for a terminal: what to doubt, then the cells, the worst first, then the
 * outcome.
 */
public final class ComparisonTable {
    private static final int VERDICT = 24;
    private static final int FACTOR = 14;
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private ComparisonTable() {}

    /** The table; each line ends with LF. */
    public static String of(RunComparison comparison) {
        ComparisonTable table = new ComparisonTable();
        table.line("OLD  " + comparison.oldRun().words());
        table.line("NEW  " + comparison.newRun().words());
        table.warnings(comparison);
        table.changes(comparison);
        for (FigureKind kind : FigureKind.values()) {
            table.figures(kind, comparison);
        }
        if (!comparison.notCompared().isEmpty()) {
            table.line("Not comparable:");
            comparison.notCompared().forEach(cell -> table.line(INDENT + cell.cell() + ": " + cell.reason()));
        }
        table.listed("Only in OLD:", comparison.onlyOld());
        table.listed("Only in NEW:", comparison.onlyNew());
        String middle = comparison.middle();
        if (middle != null) {
            table.line(middle);
        }
        table.line(RunComparison.DRIFT);
        table.line(comparison.headline());
        return table.text.toString();
    }

    private void warnings(RunComparison comparison) {
        if (!comparison.doubts().isEmpty()) {
            line("! The differences may come from the machine, not the code:");
            comparison.doubts().forEach(row -> line("!   " + row.words()));
        }
        comparison.notices().forEach(notice -> line("! " + notice));
    }

    private void changes(RunComparison comparison) {
        if (comparison.changes().isEmpty()) {
            return;
        }
        line("NEW is, with 95 % intervals and ±" + NumberText.percent(comparison.precision())
                + " as the difference that matters:");
        for (CellChange change : comparison.changes()) {
            line(INDENT
                    + padded(change.finding().words(), VERDICT)
                    + padded(NumberText.range(change.factor(), comparison.precision()), FACTOR)
                    + change.name()
                    + bound(change));
            change.notes().forEach(note -> line(INDENT + " ".repeat(VERDICT + FACTOR) + INDENT + note));
        }
    }

    private void figures(FigureKind kind, RunComparison comparison) {
        List<FigureChange> figures = comparison.figures(kind);
        if (figures.isEmpty()) {
            return;
        }
        line(kind.title() + " of NEW are, likewise:");
        for (FigureChange figure : figures) {
            line(INDENT
                    + padded(figure.words(), VERDICT)
                    + padded(NumberText.range(figure.factor(), comparison.precision()), FACTOR)
                    + figure.name());
        }
    }

    private static String bound(CellChange change) {
        Double below = change.differenceBelow();
        return change.finding() == Finding.UNDECIDED && below != null
                ? " (any difference is below " + NumberText.percentAtMost(below) + ")"
                : "";
    }

    private void listed(String title, List<String> cells) {
        if (!cells.isEmpty()) {
            line(title);
            cells.forEach(cell -> line(INDENT + cell));
        }
    }

    private void line(String line) {
        text.append(PlainText.of(line)).append('\n');
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
