package org.concurrencybench.reports.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;

/** Every iteration of a run as {@code results.csv}: one row each, warm-up included. */
public final class ResultsCsv {
    public static final String NAME = "results.csv";

    private ResultsCsv() {}

    public static String write(RunResults all) {
        RunResults run = all.batches();
        Map<String, Cell> cells = run.header().cells().stream()
                .collect(Collectors.toMap(Cell::id, Function.identity(), (one, other) -> one));
        List<String> parameters = Csv.parameters(cells.values());
        List<String> header = new ArrayList<>(List.of("round", "cell"));
        header.addAll(Csv.settingsHeader(parameters));
        header.addAll(List.of("phase", "index", "nanos_per_task"));
        Csv csv = new Csv().row(header);
        for (TrialRecord trial : run.trials()) {
            Cell cell = cells.get(trial.cell());
            List<String> start = new ArrayList<>(List.of(Integer.toString(trial.round()), trial.cell()));
            if (cell == null) {
                Csv.settingsHeader(parameters).forEach(column -> start.add(""));
            } else {
                start.addAll(Csv.settings(cell, parameters));
            }
            rows(csv, Csv.joined(start) + ",warm-up,", trial.warmup());
            rows(csv, Csv.joined(start) + ",measured,", trial.iterations());
        }
        return csv.toString();
    }

    private static void rows(Csv csv, String start, List<Double> iterations) {
        for (int i = 0; i < iterations.size(); i++) {
            csv.line(start + (i + 1) + "," + iterations.get(i));
        }
    }
}
