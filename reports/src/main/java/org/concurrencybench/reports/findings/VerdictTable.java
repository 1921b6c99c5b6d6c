package org.concurrencybench.reports.findings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.concurrencybench.reports.text.PlainText;

/**
 * The verdicts of a run as a few lines of plain text, at most {@value #WIDTH} columns wide, for the end of a build's
 * output. ASCII, since nobody knows what the reader's console can show.
 */
public final class VerdictTable {
    static final int WIDTH = 80;

    private static final int NAME = 18;
    private static final int MOST_LINES = 3;

    private VerdictTable() {}

    /** The table, and a line that names {@code page}; each line ends with LF. */
    public static String of(Analysis analysis, Path page) {
        StringBuilder text = new StringBuilder();
        for (Experiment experiment : analysis.experiments()) {
            List<String> lines = new ArrayList<>(wrapped(phrases(experiment, analysis.precision())));
            if (!experiment.sweeps().isEmpty()) {
                lines.addAll(wrapped(workers(experiment)));
            }
            for (CellResult barred : experiment.barred()) {
                lines.addAll(wrapped(List.of(
                        "NOT RANKED: " + PlainText.of(barred.name()) + ": " + PlainText.of(barred.whyBarred()))));
            }
            CostPhrase.of(experiment).ifPresent(phrase -> lines.addAll(wrapped(List.of(PlainText.of(phrase)))));
            add(text, PlainText.of(experiment.title()), lines);
        }
        for (OfferedLoadResult load : analysis.latencies()) {
            LatencyTable.lines(load).forEach(line -> text.append(line).append('\n'));
        }
        for (CapacityResult sought : analysis.capacities()) {
            LatencyTable.lines(sought).forEach(line -> text.append(line).append('\n'));
        }
        for (CheckedClaim claim : analysis.claims()) {
            add(text, "claim", wrapped(List.of(PlainText.of(claim.name() + ": " + claim.summary()))));
        }
        SelfCheck selfCheck = analysis.selfCheck();
        if (selfCheck != null) {
            text.append(selfCheck.words()).append('\n');
        }
        iterationHints(analysis)
                .ifPresent(hints -> text.append("best iterations")
                        .append(" ".repeat(3))
                        .append(hints)
                        .append('\n'));
        int warnings = analysis.warnings().size();
        text.append(analysis.measuredTrials())
                .append(analysis.measuredTrials() == 1 ? " trial measured, " : " trials measured, ")
                .append(analysis.failedTrials())
                .append(" failed, ")
                .append(warnings)
                .append(warnings == 1 ? " warning" : " warnings")
                .append(analysis.end() == null ? ", cut off" : "")
                .append('\n');
        return text.append("Report: ").append(page).append('\n').toString();
    }

    /** A name that is wider than its column has a line of its own. */
    private static void add(StringBuilder text, String name, List<String> lines) {
        boolean wide = name.length() > NAME - 2;
        if (wide) {
            text.append(cut(name, WIDTH)).append('\n');
        }
        for (int i = 0; i < lines.size(); i++) {
            String shown = i == 0 && !wide ? name : "";
            text.append(shown)
                    .append(" ".repeat(NAME - shown.length()))
                    .append(lines.get(i))
                    .append('\n');
        }
    }

    /** How long trials should be, on one line; experiments without a variance between trials have none. */
    private static Optional<String> iterationHints(Analysis analysis) {
        List<String> hints = new ArrayList<>();
        for (Experiment experiment : analysis.experiments()) {
            IterationHint hint = experiment.iterationHint();
            if (hint != null && hint.best() != null) {
                hints.add(PlainText.of(experiment.title()) + " " + hint.best() + " (had "
                        + PlainText.of(hint.measured()) + ")");
            }
        }
        return hints.isEmpty() ? Optional.empty() : Optional.of(cut(String.join(", ", hints), WIDTH - NAME));
    }

    private static List<String> phrases(Experiment experiment, double precision) {
        List<String> phrases = new ArrayList<>();
        if (experiment.ranked().isEmpty()) {
            phrases.add(
                    experiment.barred().isEmpty()
                            ? "nothing measured that can be compared"
                            : "nothing can be ranked, see below");
        } else {
            compare(experiment, precision, phrases);
        }
        if (!experiment.failed().isEmpty()) {
            long cells = experiment.failed().stream()
                    .map(FailedCell::cell)
                    .distinct()
                    .count();
            phrases.add(cells + (cells == 1 ? " cell failed" : " cells failed"));
        }
        return phrases;
    }

    /** How many workers it takes, for each sweep. */
    private static List<String> workers(Experiment experiment) {
        List<String> phrases = new ArrayList<>();
        for (Sweep sweep : experiment.sweeps()) {
            phrases.add("workers: "
                    + (sweep.workers() == null ? "undecided" : sweep.workers().toString())
                    + (experiment.sweeps().size() == 1 ? "" : " (" + PlainText.of(sweep.name()) + ")")
                    + (sweep.law() == null
                            ? ""
                            : ", law: " + PlainText.of(sweep.law().brief())));
        }
        return phrases;
    }

    private static void compare(Experiment experiment, double precision, List<String> phrases) {
        CellResult best = experiment.ranked().getFirst();
        boolean exploratory = experiment.state() == Experiment.State.EXPLORATORY;
        if (experiment.ranked().size() == 1 && !experiment.barred().isEmpty()) {
            phrases.add("only " + PlainText.of(best.name()) + " can be ranked");
            return;
        }
        if (experiment.doesNoWork()) {
            phrases.add("price of a task: "
                    + experiment.ranked().stream()
                            .sorted(Comparator.comparingDouble(
                                    cell -> cell.nanosPerTask().estimate()))
                            .map(cell -> PlainText.of(cell.name() + " "
                                    + NumberText.time(cell.nanosPerTask().estimate())))
                            .collect(Collectors.joining(", ")));
            return;
        }
        phrases.add((exploratory ? "exploratory, smallest time: " : "smallest time: ") + PlainText.of(best.name()));
        Map<Finding, List<String>> others = new EnumMap<>(Finding.class);
        for (CellResult cell :
                experiment.ranked().subList(1, experiment.ranked().size())) {
            Finding standing = cell.standing();
            Estimate ratio = cell.timeRatio();
            if (standing != null && ratio != null) {
                boolean sized = standing != Finding.EQUAL && standing != Finding.UNDECIDED;
                others.computeIfAbsent(standing, key -> new ArrayList<>())
                        .add(PlainText.of(cell.name())
                                + (sized ? " " + PlainText.of(NumberText.range(ratio, precision)) : ""));
            }
        }
        others.forEach((finding, names) ->
                phrases.add((finding == Finding.EXPLORATORY ? "" : finding.words() + ": ") + String.join(", ", names)));
    }

    /** Phrases joined by semicolons into lines; what does not fit into the last is left to the page. */
    private static List<String> wrapped(List<String> phrases) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : String.join("; ", phrases).split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH - NAME) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(cut(word, WIDTH - NAME));
        }
        lines.add(line.toString());
        if (lines.size() > MOST_LINES) {
            String last = cut(lines.get(MOST_LINES - 1), WIDTH - NAME - 4) + " ...";
            return List.of(lines.get(0), lines.get(1), last);
        }
        return lines;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 3) + "...";
    }
}
