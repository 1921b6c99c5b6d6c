package org.concurrencybench.reports.csv;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.concurrencybench.reports.findings.Estimate;
import org.concurrencybench.reports.plan.Cell;
import org.jspecify.annotations.Nullable;

/** Tables as text: RFC 4180, lines end with LF. */
final class Csv {
    private final StringBuilder text = new StringBuilder();

    Csv row(List<String> fields) {
        return line(joined(fields));
    }

    /** A row whose fields are joined and need no quotes any more. */
    Csv line(String fields) {
        text.append(fields).append('\n');
        return this;
    }

    static String joined(List<String> fields) {
        return fields.stream().map(Csv::quoted).collect(Collectors.joining(","));
    }

    /** An estimate and the two ends of its interval: three fields, empty where there is none. */
    static List<String> estimate(@Nullable Estimate estimate) {
        return estimate == null
                ? List.of("", "", "")
                : List.of(number(estimate.estimate()), number(estimate.low()), number(estimate.high()));
    }

    /** The columns of {@link #estimate}. */
    static List<String> estimateHeader(String column) {
        return List.of(column, column + "_low", column + "_high");
    }

    static String number(@Nullable Double value) {
        return value == null ? "" : value.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** The names of all parameters of {@code cells}, sorted: each is a column. */
    static List<String> parameters(Collection<Cell> cells) {
        return cells.stream()
                .flatMap(cell -> cell.parameters().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** {@code parameter_service_time} for {@code service-time}: a name that no language of statistics has to quote. */
    static String column(String parameter) {
        return "parameter_" + parameter.replace('-', '_');
    }

    /** Model, budget and the value of each of {@code parameters}; empty where a workload has no such one. */
    static List<String> settings(Cell cell, List<String> parameters) {
        List<String> fields = new ArrayList<>(
                List.of(cell.workload(), cell.model(), Integer.toString(cell.cpus()), cell.concurrencyText()));
        parameters.forEach(name -> fields.add(cell.parameters().getOrDefault(name, "")));
        return fields;
    }

    /** The columns of {@link #settings}. */
    static List<String> settingsHeader(List<String> parameters) {
        List<String> columns = new ArrayList<>(List.of("workload", "model", "cpus", "concurrency"));
        parameters.forEach(name -> columns.add(column(name)));
        return columns;
    }

    /**
     * Quoted where the text has a separator, a quote or a line end. A spreadsheet would run a text that starts with one
     * of {@code = + - @} as a formula: such a text gets an apostrophe first.
     */
    private static String quoted(String field) {
        boolean formula = !field.isEmpty()
                && "=+-@\t\r".indexOf(field.charAt(0)) >= 0
                && !field.matches("-\\d+(\\.\\d+)?([eE]-?\\d+)?");
        String safe = formula ? "'" + field : field;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
