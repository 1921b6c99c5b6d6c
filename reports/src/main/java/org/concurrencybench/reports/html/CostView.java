package org.concurrencybench.reports.html;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.concurrencybench.reports.findings.CellCost;
import org.concurrencybench.reports.findings.CellResult;
import org.concurrencybench.reports.findings.CostFigure;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.findings.Experiment;
import org.jspecify.annotations.Nullable;

/** The tables of what the cells of one experiment cost: the main figures with ratios, then the others. */
final class CostView {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String NOT_AVAILABLE = "n/a";

    private final Experiment experiment;
    private final List<CellCost> cells;
    private final double precision;

    /** {@code order}: the cells as the page's other tables have them. */
    CostView(Experiment experiment, List<CellResult> order, double precision) {
        this.experiment = experiment;
        this.precision = precision;
        cells = order.stream()
                .map(result -> cost(result.cell()))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable CellCost cost(String cell) {
        return experiment.costs().stream()
                .filter(cost -> cost.cell().equals(cell))
                .findFirst()
                .orElse(null);
    }

    boolean isEmpty() {
        return groups().isEmpty();
    }

    /** The tables that have anything to show. */
    List<CostFigure.Group> groups() {
        return Stream.of(CostFigure.Group.values())
                .filter(group -> !columns(group).isEmpty())
                .toList();
    }

    /** The figures of a table that any cell has. */
    List<CostFigure> columns(CostFigure.Group group) {
        return Stream.of(CostFigure.values())
                .filter(figure -> figure.group() == group)
                .filter(figure -> figure != CostFigure.RESIDENT || !has(CostFigure.MEMORY))
                .filter(this::has)
                .toList();
    }

    private boolean has(CostFigure figure) {
        return cells.stream().anyMatch(cell -> cell.figure(figure) != null);
    }

    /** The cells of a table: all, but of virtual threads those that have some. */
    List<CellCost> cells(CostFigure.Group group) {
        if (group != CostFigure.Group.VIRTUAL_THREADS) {
            return cells;
        }
        List<CostFigure> columns = columns(group);
        return cells.stream()
                .filter(cell -> columns.stream().anyMatch(figure -> cell.figure(figure) != null))
                .toList();
    }

    /** All figures of the tables. */
    List<CostFigure> figures() {
        return groups().stream().flatMap(group -> columns(group).stream()).toList();
    }

    /** What a table shows, in a sentence or two. */
    String caption(CostFigure.Group group) {
        String reference = experiment.ranked().isEmpty()
                ? ""
                : "; below it the ratio to " + experiment.ranked().getFirst().name() + ", the fastest";
        String end = group == CostFigure.Group.MAIN
                ? reference
                        + ". Worker processes are included, fixtures are not. n/a: the platform or the model cannot tell."
                : ".";
        return group.title() + ", " + experiment.id() + ": mean of the trials and its 95 % interval" + end;
    }

    /** Figures with their intervals are a little wider than verdicts: one column more is one too many sooner. */
    String room(CostFigure.Group group) {
        return IntervalText.room(columns(group).size() + 1);
    }

    /** The mean over the trials with its interval. */
    String text(CellCost cell, CostFigure figure) {
        Estimate estimate = cell.figure(figure);
        if (estimate == null) {
            // Within a process nothing crosses; elsewhere the platform did not tell.
            return figure == CostFigure.CROSSED ? "–" : NOT_AVAILABLE;
        }
        return switch (figure.unit()) {
            case NANOS -> IntervalText.time(estimate);
            case MILLIS -> IntervalText.time(estimate.times(NANOS_PER_MILLI));
            case BYTES -> IntervalText.bytes(estimate);
            case NUMBER -> IntervalText.number(estimate);
        };
    }

    /** The ratio to the reference with its interval; empty where there is none. */
    String ratio(CellCost cell, CostFigure figure) {
        Estimate ratio = cell.ratio(figure);
        return ratio == null ? "" : IntervalText.ratio(ratio, precision);
    }

    String sortKey(CellCost cell, CostFigure figure) {
        Estimate estimate = cell.figure(figure);
        return estimate == null ? "-1" : Double.toString(estimate.estimate());
    }
}
