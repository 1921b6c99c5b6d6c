package org.concurrencybench.reports.findings;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.concurrencybench.reports.text.PlainText;

/** The warnings of a run as plain text, for the console that shows its verdicts. ASCII, as the verdicts are. */
public final class WarningLines {
    private static final int MOST_PLACES = 3;
    private static final String INDENT = "  ";
    /** Said in other lines: what failed, and how the run ended. */
    private static final Set<Warning.Kind> SAID =
            EnumSet.of(Warning.Kind.FAILED_CELL, Warning.Kind.CUT_OFF, Warning.Kind.INTERRUPTED);

    private WarningLines() {}

    /** Each warning that asks for something, the gravest first, at most {@value VerdictTable#WIDTH} columns wide. */
    public static List<String> of(Analysis analysis) {
        List<String> lines = new ArrayList<>();
        analysis.warnings().stream()
                .filter(warning -> !SAID.contains(warning.kind()))
                .forEach(warning -> wrap(PlainText.of("warning: " + text(warning)), lines));
        return lines;
    }

    private static String text(Warning warning) {
        List<Warning.Place> where = warning.where();
        String places = where.stream()
                .limit(MOST_PLACES)
                .map(place -> place.id() + (place.seen().isEmpty() ? "" : " (" + place.seen() + ")"))
                .collect(Collectors.joining(", "));
        String more = where.size() > MOST_PLACES ? " and " + (where.size() - MOST_PLACES) + " more" : "";
        return warning.text() + (places.isEmpty() ? "" : " " + places + more + ".") + " " + warning.advice();
    }

    private static void wrap(String text, List<String> lines) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.toString().isBlank() && line.length() + 1 + word.length() > VerdictTable.WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(INDENT).append(word);
            } else {
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
        }
        lines.add(line.toString());
    }
}
