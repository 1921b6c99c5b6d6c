package org.concurrencybench.reports.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.concurrencybench.reports.findings.OfferedLoadResult;

/**
 * Latencies under offered loads as {@code latencies.csv}: a row for each load, model, label and percentile. Times are
 * nanoseconds; the ratio is to the model with the smallest, and empty for itself and where a load was not sustained.
 */
final class LatenciesCsv {
    static final String NAME = "latencies.csv";

    private LatenciesCsv() {}

    static String write(List<OfferedLoadResult> loads) {
        List<String> columns = new ArrayList<>(List.of(
                "cell",
                "workload",
                "name",
                "load",
                "tasks_per_second",
                "trials",
                "arrivals",
                "refused",
                "timed_out",
                "completed_per_second",
                "sustained",
                "label",
                "percentile"));
        columns.addAll(Csv.estimateHeader("latency_nanos"));
        columns.addAll(Csv.estimateHeader("service_nanos"));
        columns.addAll(Csv.estimateHeader("ratio"));
        columns.add("verdict");
        Csv csv = new Csv().row(columns);
        for (OfferedLoadResult load : loads) {
            for (OfferedLoadResult.Model model : load.models()) {
                model.parts().forEach(part -> rows(csv, load, model, part));
            }
        }
        return csv.toString();
    }

    private static void rows(
            Csv csv, OfferedLoadResult load, OfferedLoadResult.Model model, OfferedLoadResult.Part part) {
        Stream.concat(part.latency().stream(), part.service().stream())
                .map(OfferedLoadResult.Percentile::name)
                .distinct()
                .forEach(percentile -> csv.row(row(load, model, part, percentile)));
    }

    private static List<String> row(
            OfferedLoadResult load, OfferedLoadResult.Model model, OfferedLoadResult.Part part, String percentile) {
        List<String> fields = new ArrayList<>(List.of(
                model.cell(),
                load.workload(),
                model.name(),
                load.load(),
                Csv.number(load.rate()),
                Integer.toString(model.trials()),
                Long.toString(model.arrivals()),
                Long.toString(model.refused()),
                Long.toString(model.timedOut()),
                Csv.number(model.completedPerSecond()),
                Boolean.toString(model.sustained()),
                part.label(),
                percentile));
        OfferedLoadResult.Percentile latency = part.latency(percentile);
        OfferedLoadResult.Percentile service = part.service(percentile);
        fields.addAll(Csv.estimate(latency == null ? null : latency.nanos()));
        fields.addAll(Csv.estimate(service == null ? null : service.nanos()));
        fields.addAll(Csv.estimate(latency == null ? null : latency.ratio()));
        fields.add(
                latency == null || latency.standing() == null
                        ? ""
                        : latency.standing().words());
        return fields;
    }
}
