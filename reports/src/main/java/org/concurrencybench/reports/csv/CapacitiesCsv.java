package org.concurrencybench.reports.csv;

import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.reports.findings.CapacityResult;

/**
 * The highest rates that meet a target as {@code capacities.csv}: a row for each model. The ratio is of times for as
 * many tasks, to the model with the highest rate.
 */
final class CapacitiesCsv {
    static final String NAME = "capacities.csv";

    private CapacitiesCsv() {}

    static String write(List<CapacityResult> capacities) {
        List<String> columns =
                new ArrayList<>(List.of("cell", "workload", "name", "target", "trials", "trials_without_rate"));
        columns.addAll(Csv.estimateHeader("tasks_per_second"));
        columns.addAll(Csv.estimateHeader("ratio"));
        columns.add("verdict");
        Csv csv = new Csv().row(columns);
        for (CapacityResult capacity : capacities) {
            for (CapacityResult.Model model : capacity.models()) {
                List<String> fields = new ArrayList<>(List.of(
                        model.cell(),
                        capacity.workload(),
                        model.name(),
                        capacity.target(),
                        Integer.toString(model.trials()),
                        Integer.toString(model.without())));
                fields.addAll(Csv.estimate(model.perSecond()));
                fields.addAll(Csv.estimate(model.ratio()));
                fields.add(model.standing() == null ? "" : model.standing().words());
                csv.row(fields);
            }
        }
        return csv.toString();
    }
}
