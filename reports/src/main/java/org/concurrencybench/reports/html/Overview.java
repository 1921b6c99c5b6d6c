package org.concurrencybench.reports.html;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.Experiment;
import org.concurrencybench.reports.findings.Finding;
import org.concurrencybench.reports.findings.Flag;
import org.concurrencybench.reports.findings.LeftOut;
import org.concurrencybench.reports.findings.NumberText;
import org.concurrencybench.reports.findings.Pair;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.records.LeftOutCell;
import org.concurrencybench.reports.records.RunHeader;

/** The matrix of compared cells: a row for each experiment, a column for each model. */
final class Overview {
    private final List<String> models;

    private final double precision;

    /** Columns stand in the order of the plan. */
    Overview(RunHeader header) {
        precision = header.precision();
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

    /** The class of what holds the matrix. */
    String room() {
        return IntervalText.room(models.size());
    }

    /**
     * One field of the matrix.
     *
     * @param glyph the verdict as a sign
     * @param words the verdict in words
     * @param ratio time relative to the fastest: the interval that the verdict rests on
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
                        : new Field("–", "computed", NumberText.time(nanos), "none");
            }
        }
        return new Field("", "not planned", "", "absent");
    }

    private Field ranked(CellResult cell, Experiment experiment) {
        Finding standing = cell.standing();
        if (standing == null) {
            boolean exploratory = experiment.state() == Experiment.State.EXPLORATORY;
            return new Field("●", exploratory ? "smallest time" : "reference", "1×", "best");
        }
        Pair pair = experiment.againstBest(cell);
        boolean unsteady = standing == Finding.UNDECIDED && experiment.isUnsteady(cell);
        return new Field(
                standing.glyph(),
                standing.words() + (unsteady ? ", not steady" : ""),
                pair == null ? "" : NumberText.range(pair.decisive(), precision),
                switch (standing) {
                    case EQUAL -> "equal";
                    case CLEARLY_SLOWER -> "slow";
                    case SLOWER, LITTLE_SLOWER -> "mild";
                    default -> "none";
                });
    }
}
