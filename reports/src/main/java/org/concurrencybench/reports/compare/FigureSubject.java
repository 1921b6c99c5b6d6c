package org.concurrencybench.reports.compare;

import java.util.List;
import org.concurrencybench.reports.stats.Contender;
import org.jspecify.annotations.Nullable;

/**
 * An open-loop cell or a price of one run, with the figures that can be compared.
 *
 * @param kind of its figures
 * @param id of the cell or the price
 * @param obstacle why it can be compared with nothing, or null
 * @param rate tasks per second that were offered; 0 where none were
 * @param figures what was measured; none with an obstacle
 */
record FigureSubject(FigureKind kind, String id, @Nullable String obstacle, double rate, List<Figure> figures) {
    FigureSubject {
        figures = List.copyOf(figures);
    }

    static FigureSubject without(FigureKind kind, String id, String obstacle) {
        return new FigureSubject(kind, id, obstacle, 0, List.of());
    }

    /**
     * One figure.
     *
     * @param name how people call it
     * @param unit in which it is told
     * @param costs of each trial: nanoseconds, bytes, or nanoseconds per task; more is worse
     */
    record Figure(String name, FigureChange.Unit unit, Contender costs) {
        /** Unique in a run. */
        String id() {
            return costs.name();
        }
    }
}
