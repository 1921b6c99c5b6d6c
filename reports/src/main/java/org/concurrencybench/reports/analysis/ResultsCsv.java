package org.concurrencybench.reports.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;

/** Every iteration of a run as {@code results.csv}: one row each, warm-up included (RFC 4180, lines end with LF). */
public final class ResultsCsv {
    public static final String NAME = "results.csv";

    private static final String HEADER = "round,cell,workload,model,phase,index,nanos_per_task\n";

    private ResultsCsv() {}

    public static String write(RunResults run) {
        Map<String, Cell> cells = new HashMap<>();
        run.header().cells().forEach(cell -> cells.put(cell.id(), cell));
        StringBuilder csv = new StringBuilder(HEADER);
        for (TrialRecord trial : run.trials()) {
            Cell cell = cells.get(trial.cell());
            String start =
                    trial.round() + "," + quoted(trial.cell()) + "," + quoted(cell == null ? "" : cell.workload()) + ","
                            + quoted(cell == null ? "" : cell.model()) + ",";
            rows(csv, start + "warm-up,", trial.warmup());
            rows(csv, start + "measured,", trial.iterations());
        }
        return csv.toString();
    }

    private static void rows(StringBuilder csv, String start, List<Double> iterations) {
        for (int i = 0; i < iterations.size(); i++) {
            csv.append(start)
                    .append(i + 1)
                    .append(',')
                    .append(iterations.get(i))
                    .append('\n');
        }
    }

    /**
     * Quoted where the text has a separator, a quote or a line end. A spreadsheet would run a text that starts with one of
     * {@code = + - @} as a formula: such a text gets an apostrophe first.
     */
    private static String quoted(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
