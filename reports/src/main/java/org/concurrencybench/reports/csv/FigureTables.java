package org.concurrencybench.reports.csv;

import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.reports.findings.Analysis;

/** The tables of a run that not every run has: of loads, capacities and prices. */
public final class FigureTables {
    private FigureTables() {}

    /**
     * One table.
     *
     * @param name of its file
     * @param about what a row is, in words
     * @param text the file
     */
    public record Table(String name, String about, String text) {}

    /** Those that {@code analysis} has something for. */
    public static List<Table> of(Analysis analysis) {
        List<Table> tables = new ArrayList<>();
        if (!analysis.latencies().isEmpty()) {
            tables.add(new Table(
                    LatenciesCsv.NAME,
                    "a row for each load, model, label and percentile",
                    LatenciesCsv.write(analysis.latencies())));
        }
        if (!analysis.capacities().isEmpty()) {
            tables.add(new Table(
                    CapacitiesCsv.NAME, "a row for each model and target", CapacitiesCsv.write(analysis.capacities())));
        }
        if (analysis.prices() != null) {
            tables.add(new Table(PricesCsv.NAME, "a row for each price", PricesCsv.write(analysis.prices())));
        }
        return tables;
    }
}
