package org.concurrencybench.reports.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.experiment.EvidenceNames;
import org.concurrencybench.reports.compare.RunComparison;
import org.concurrencybench.reports.plan.Role;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.CostMetric;
import org.concurrencybench.reports.records.Failure;
import org.concurrencybench.reports.records.Metric;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunEnd;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.SyntheticRun;

/** A realistic run that never ran; its main method writes the report of it into the folder given, to be looked at. */
final class SampleRun {
    private static final String[] MODELS = {
        "sequential", "platform-pool", "virtual-threads", "completable-future", "process-pool"
    };

    private SampleRun() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        SyntheticRun.write(results(), folder.resolve(ResultsFile.NAME));
        WrittenReport.write(folder);
        Files.writeString(
                folder.resolve("comparison.html"), ComparisonReport.html(RunComparison.of(earlier(), results())));
    }

    static RunResults results() {
        return results(7, "2026-11-22T20:00:00Z", 8);
    }

    /** One trial of each cell, which tells no interval. */
    static RunResults oneRound() {
        return results(7, "2026-11-22T20:00:00Z", 1);
    }

    /** The run before: the same cells, none of them truly slower or faster. */
    static RunResults earlier() {
        return results(8, "2026-11-20T14:03:00Z", 8);
    }

    private static RunResults results(int seed, String startedAt, int rounds) {
        SyntheticRun run = new SyntheticRun(seed)
                .startedAt(startedAt)
                .rounds(rounds)
                .ends(RunEnd.Reason.BUDGET)
                .iterationSeconds(2.0);
        run.environment("virtualisation", "KVM")
                .environment("governor", "n/a")
                .environment("load before", "0.12")
                .environment("load after", "1.94");
        compute(run, "nothing", 45, 410, 395, 330, 5200);
        compute(run, "primes", 2.1e6, 1.08e6, 1.09e6, 1.12e6, 1.15e6);
        for (int workers : new int[] {1, 2, 4, 8}) {
            double nanos = 2.2e6 / Math.min(2, workers) * (1 + 0.015 * workers);
            run.measured(
                    SyntheticRun.cell(
                            "primes",
                            "process-pool",
                            workers,
                            Shape.STEADY,
                            Role.SWEEP,
                            workers + (workers == 1 ? " worker" : " workers")),
                    nanos,
                    Map.of(Metric.CPUS_USED, Math.min(2, workers) * 0.97));
        }
        compute(run, "classfile-parse", 6.4e4, 3.4e4, 3.35e4, 3.9e4, 5.9e4);
        waiting(run, "sleep", 3.6e4, 3.5e4, 3.45e4, 1.7e5);
        run.leftOut(
                SyntheticRun.cell("sleep", "sequential", 1, Shape.MAKESPAN),
                "would take 1 ms × 256 tasks one by one, more than its share of the time",
                1.07e6);
        run.measured(
                SyntheticRun.cell(
                        "sleep", "virtual-threads", Settings.UNBOUNDED, Shape.MAKESPAN, Role.BESIDE, "unbounded"),
                6.1e3,
                Map.of(Metric.TASKS_IN_FLIGHT, 240.0));
        run.measured(
                SyntheticRun.cell("sleep", "process-pool", 2, Shape.MAKESPAN, Role.BESIDE, "one-task workers"), 5.6e5);
        waiting(run, "http-fetch", 2.1e5, 1.95e5, 2.02e5, 2.6e5);
        compute(run, "json-records", 9.1e3, 5.2e3, 5.0e3, 5.9e3, 2.4e4);
        run.failing(
                SyntheticRun.cell("json-records", "event-loop", 2, Shape.STEADY),
                5e3,
                Failure.Kind.TASK,
                "java.lang.IllegalStateException: blocking on the event loop\n    at org.example.Json.parse(Json.java:42)",
                1);
        run.failing(
                SyntheticRun.cell("http-fetch", "event-loop", 32, Shape.MAKESPAN),
                2.0e5,
                Failure.Kind.TIMEOUT,
                "took longer than 30 s; 2 JVMs were ended",
                4);
        return run.results();
    }

    /** Of the model of that place; the last one has workers. */
    private static Map<String, Double> costs(int model) {
        boolean workers = model == MODELS.length - 1;
        Map<String, Double> costs = new HashMap<>(Map.of(
                CostMetric.ALLOCATED_BYTES_PER_TASK,
                workers ? 5300.0 : 96.0 + 40 * model,
                CostMetric.COLLECTION_NANOS_PER_TASK,
                workers ? 310.0 : 4.0,
                CostMetric.PEAK_PROPORTIONAL_BYTES,
                workers ? 290e6 : 84e6 + 3e6 * model,
                CostMetric.DRIVER_CPU_NANOS_PER_TASK,
                700.0,
                CostMetric.COMPILER_CPU_NANOS_PER_TASK,
                150.0,
                CostMetric.COLLECTOR_CPU_NANOS_PER_TASK,
                20.0,
                CostMetric.TASKS_CPU_NANOS_PER_TASK,
                workers ? 9e3 : 3e3,
                CostMetric.THREADS,
                workers ? 38.0 : 14.0));
        if (model != 0) {
            costs.put(CostMetric.VOLUNTARY_SWITCHES_PER_TASK, workers ? 2.4 : 0.3);
            costs.put(CostMetric.INVOLUNTARY_SWITCHES_PER_TASK, 0.02);
        }
        if (MODELS[model].equals("virtual-threads")) {
            costs.put(EvidenceNames.PINNED_PER_TASK, 0.0);
            costs.put(EvidenceNames.PINNED_NANOS_PER_TASK, 0.0);
            costs.put(EvidenceNames.CARRIERS, 2.0);
        }
        return costs;
    }

    private static void compute(SyntheticRun run, String workload, double... nanos) {
        for (int i = 0; i < MODELS.length; i++) {
            run.measured(SyntheticRun.cell(workload, MODELS[i], i == 0 ? 1 : 2, Shape.STEADY), nanos[i], costs(i));
        }
    }

    private static void waiting(SyntheticRun run, String workload, double... nanos) {
        for (int i = 1; i < MODELS.length; i++) {
            run.measured(SyntheticRun.cell(workload, MODELS[i], 32, Shape.MAKESPAN), nanos[i - 1], costs(i));
        }
    }
}
