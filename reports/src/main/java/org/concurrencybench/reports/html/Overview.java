package org.concurrencybench.reports.html;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.concurrencybench.reports.analysis.CellResult;
import org.concurrencybench.reports.analysis.Estimate;
import org.concurrencybench.reports.analysis.Experiment;
import org.concurrencybench.reports.analysis.Finding;
import org.concurrencybench.reports.analysis.Flag;
import org.concurrencybench.reports.analysis.LeftOut;
import org.concurrencybench.reports.analysis.Numbers;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.RunHeader;

/** The matrix of compared cells: a row for each experiment, a column for each model. */
final class Overview {
    private final List<String> models;

    /** Columns stand in the order of the plan. */
    Overview(RunHeader header) {
        Set<String> names = new LinkedHashSet<>();
        Stream.concat(header.cells().stream(), header.leftOut().stream().map(LeftOutCell::cell))
                .filter(cell -> cell.has(Role.COMPARED))
                .map(Cell::displayName)
                .forEach(names::add);
        models = List.copyOf(names);
    }

    List<String> models() {
        return models;
    }

    /**
     * One field of the matrix.
     *
     * @param glyph the verdict as a sign
     * @param words the verdict in words
     * @param ratio time relative to the fastest
     * @param tone class of the field: never the only thing that tells
     */
    record Field(String glyph, String words, String ratio, String tone) {}

    Field field(Experiment experiment, String model) {
        for (CellResult cell : experiment.ranked()) {
            if (cell.name().equals(model)) {
                return ranked(cell, experiment);
            }
        }
        for (CellResult cell : experiment.barred()) {
            if (cell.name().equals(model)) {
                String reason = cell.flags().stream()
                        .filter(Flag::bars)
                        .map(Flag::reason)
                        .findFirst()
                        .orElse("");
                return new Field("✕", reason, "", "bad");
            }
        }
        for (var failed : experiment.failed()) {
            if (failed.name().equals(model)) {
                return new Field("✕", "failed", "", "bad");
            }
        }
        for (LeftOut left : experiment.leftOut()) {
            if (left.name().equals(model)) {
                Double nanos = left.computedNanosPerTask();
                return nanos == null
                        ? new Field("–", "left out", "", "none")
                        : new Field("–", "computed", Numbers.time(nanos), "none");
            }
        }
        return new Field("", "not planned", "", "absent");
    }

    private static Field ranked(CellResult cell, Experiment experiment) {
        Estimate ratio = cell.timeRatio();
        Finding standing = cell.standing();
        if (standing == null) {
            boolean exploratory = experiment.state() == Experiment.State.EXPLORATORY;
            return new Field("●", exploratory ? "smallest time" : "reference", "1×", "best");
        }
        String text = ratio == null ? "" : Numbers.range(ratio);
        return new Field(
                standing.glyph(),
                standing.words(),
                text,
                switch (standing) {
                    case EQUAL -> "equal";
                    case CLEARLY_SLOWER -> "slow";
                    case SLOWER, LITTLE_SLOWER -> "mild";
                    default -> "none";
                });
    }
}
