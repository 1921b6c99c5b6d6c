package org.concurrencybench.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.concurrencybench.core.experiment.EvidenceNames;
import org.concurrencybench.reports.findings.CellCost;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.CostFigure;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.records.TrialRecord;

/** How much memory waiting tasks take under each model: a picture, and a table with what was refused. */
final class WaitingView {
    private static final int GROUP = 3;

    private final String anchor;
    private final Experiment experiment;
    private final List<CellResult> cells;
    private final Map<String, List<TrialRecord>> trials;
    private final TreeSet<Integer> counts = new TreeSet<>();

    WaitingView(String anchor, Experiment experiment, List<CellResult> cells, Map<String, List<TrialRecord>> trials) {
        this.anchor = anchor;
        this.experiment = experiment;
        this.trials = trials;
        this.cells = cells.stream().filter(this::wasLookedAt).toList();
    }

    private boolean wasLookedAt(CellResult cell) {
        boolean any = false;
        for (TrialRecord trial : trials(cell)) {
            any |= collect(trial.figures().keySet(), EvidenceNames.WAITING_BYTES);
            any |= collect(trial.facts().keySet(), EvidenceNames.WAITING_REFUSED);
        }
        return any;
    }

    private boolean collect(Iterable<String> names, String prefix) {
        boolean any = false;
        for (String name : names) {
            if (name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d{1,7}")) {
                counts.add(Integer.valueOf(name.substring(prefix.length())));
                any = true;
            }
        }
        return any;
    }

    private List<TrialRecord> trials(CellResult cell) {
        return trials.getOrDefault(cell.cell(), List.of());
    }

    boolean isEmpty() {
        return cells.isEmpty();
    }

    List<CellResult> cells() {
        return cells;
    }

    List<Integer> counts() {
        return List.copyOf(counts);
    }

    /** {@code 10,000}. */
    String number(int count) {
        String digits = Integer.toString(count);
        StringBuilder grouped = new StringBuilder(digits);
        for (int at = digits.length() - GROUP; at > 0; at -= GROUP) {
            grouped.insert(at, ',');
        }
        return grouped.toString();
    }

    WaitingPlot plot() {
        List<WaitingPlot.Row> rows = new ArrayList<>();
        for (CellResult cell : cells) {
            slope(cell).filter(slope -> slope.estimate() > 0).ifPresent(slope -> {
                Map<Integer, Double> each = new TreeMap<>();
                for (int count : counts) {
                    bytes(cell, count).ifPresent(bytes -> each.put(count, bytes.estimate() / count));
                }
                rows.add(new WaitingPlot.Row(cell.name(), cell.family(), slope, each));
            });
        }
        return new WaitingPlot(anchor + ".waiting", "Memory per waiting task, " + experiment.id(), rows);
    }

    private Optional<Estimate> slope(CellResult cell) {
        return experiment.costs().stream()
                .filter(cost -> cost.cell().equals(cell.cell()))
                .map((CellCost cost) -> Optional.ofNullable(cost.figure(CostFigure.WAITING)))
                .findFirst()
                .orElse(Optional.empty());
    }

    private Optional<Estimate> bytes(CellResult cell, int count) {
        List<Double> values = trials(cell).stream()
                .map(trial -> trial.figures().get(EvidenceNames.WAITING_BYTES + count))
                .filter(Objects::nonNull)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Estimate.mean(values));
    }

    /** The slope in words; a dash where there is none. */
    String perTask(CellResult cell) {
        return slope(cell).map(IntervalText::bytes).orElse("–");
    }

    /** What {@code count} waiting tasks took together, or that they were refused. */
    String text(CellResult cell, int count) {
        return bytes(cell, count)
                .map(IntervalText::bytes)
                .orElse(refusals(cell, count).isEmpty() ? "–" : "refused");
    }

    /** Every refusal with its reason, one line for each model and reason. */
    List<String> refusals() {
        List<String> lines = new ArrayList<>();
        for (CellResult cell : cells) {
            Map<String, List<String>> byReason = new TreeMap<>();
            for (int count : counts) {
                refusals(cell, count).stream()
                        .limit(1) // trials differ in the numbers that they saw
                        .forEach(why -> byReason.computeIfAbsent(why, none -> new ArrayList<>())
                                .add(number(count)));
            }
            byReason.forEach(
                    (why, refused) -> lines.add(cell.name() + ", " + String.join(" and ", refused) + " tasks: " + why));
        }
        return lines;
    }

    private Set<String> refusals(CellResult cell, int count) {
        return trials(cell).stream()
                .flatMap(
                        trial -> Optional.ofNullable(trial.facts().get(EvidenceNames.WAITING_REFUSED + count)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
