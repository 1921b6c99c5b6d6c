package org.concurrencybench.reports.jmhjson;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.experiment.TrialFacts;
import org.concurrencybench.core.os.AtomicFile;
import org.concurrencybench.reports.plan.Cell;
import org.concurrencybench.reports.plan.Shape;
import org.concurrencybench.reports.records.JvmArguments;
import org.concurrencybench.reports.records.ResultsFile;
import org.concurrencybench.reports.records.RunHeader;
import org.concurrencybench.reports.records.RunResults;
import org.concurrencybench.reports.records.TrialRecord;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.IterationResultMetaData;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.SingleShotResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Version;

/** Writes {@code jmh-result.json}: one JMH result per cell, each trial a fork of it, in nanoseconds per task. */
public final class JmhResultJson {
    public static final String NAME = "jmh-result.json";

    private static final long OPERATIONS = 1_000_000;

    private JmhResultJson() {}

    /** Writes the file beside the {@code results.jsonl} in {@code folder}, from those records alone. */
    public static void write(Path folder) throws IOException {
        RunResults run = ResultsFile.read(folder.resolve(ResultsFile.NAME)).batches();
        List<RunResult> results = new ArrayList<>();
        for (Cell cell : run.header().cells()) {
            List<TrialRecord> trials = run.trials().stream()
                    .filter(trial -> trial.cell().equals(cell.id()) && trial.measured())
                    .toList();
            if (!trials.isEmpty()) {
                BenchmarkParams params = params(run.header(), cell, trials);
                results.add(new RunResult(
                        params,
                        trials.stream().map(trial -> fork(params, trial)).toList()));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        AtomicFile.replace(folder.resolve(NAME), bytes.toByteArray());
    }

    private static BenchmarkResult fork(BenchmarkParams params, TrialRecord trial) {
        List<IterationResult> iterations = new ArrayList<>();
        for (double nanosPerTask : trial.iterations()) {
            IterationResult iteration =
                    new IterationResult(params, params.getMeasurement(), new IterationResultMetaData(1, 1));
            // JMH divides a duration by a count of operations: that many of this length say the same.
            long duration = Math.round(nanosPerTask * OPERATIONS);
            iteration.addResult(
                    params.getMode() == Mode.SingleShotTime
                            ? new SingleShotResult(
                                    ResultRole.PRIMARY,
                                    params.getBenchmark(),
                                    duration,
                                    OPERATIONS,
                                    TimeUnit.NANOSECONDS)
                            : new AverageTimeResult(
                                    ResultRole.PRIMARY,
                                    params.getBenchmark(),
                                    (double) OPERATIONS,
                                    duration,
                                    TimeUnit.NANOSECONDS));
            iterations.add(iteration);
        }
        return new BenchmarkResult(params, iterations);
    }

    private static BenchmarkParams params(RunHeader header, Cell cell, List<TrialRecord> trials) {
        TrialRecord first = trials.getFirst();
        String vmVersion = first.facts().getOrDefault(TrialFacts.VM_VERSION, "unknown");
        WorkloadParams parameters = new WorkloadParams();
        parameters.put("workload", cell.experiment(), 0);
        parameters.put("model", cell.variant(), 1);
        parameters.put("tasks", Integer.toString(cell.tasks()), 2);
        return new BenchmarkParams(
                "org.concurrencybench." + cell.workload() + "." + cell.model(),
                "",
                true,
                1,
                new int[] {1},
                Collections.emptyList(),
                trials.size(),
                0,
                iterations(IterationType.WARMUP, cell, first.warmup().size()),
                iterations(IterationType.MEASUREMENT, cell, first.iterations().size()),
                cell.shape() == Shape.MAKESPAN ? Mode.SingleShotTime : Mode.AverageTime,
                parameters,
                TimeUnit.NANOSECONDS,
                cell.tasks(),
                executable(first.facts().getOrDefault(TrialFacts.JAVA_HOME, "")),
                JvmArguments.lasting(first.facts().getOrDefault(TrialFacts.JVM_ARGUMENTS, "")),
                first.facts().getOrDefault(TrialFacts.JAVA_VERSION, vmVersion),
                // Older records lack the name of the VM: that of the JDK says as much.
                first.facts()
                        .getOrDefault(
                                TrialFacts.VM_NAME,
                                header.environment().getOrDefault(RunHeader.MEASURED_JDK, "unknown")),
                vmVersion,
                Version.getPlainVersion(),
                TimeValue.NONE);
    }

    /** The measured JVM as a path; as it was on the machine that measured, whatever machine this is. */
    private static String executable(String home) {
        return home.isEmpty() ? "java" : home + (home.indexOf('\\') < 0 ? "/bin/java" : "\\bin\\java.exe");
    }

    private static IterationParams iterations(IterationType type, Cell cell, int count) {
        TimeValue time = cell.shape() == Shape.MAKESPAN ? TimeValue.NONE : TimeValue.milliseconds(100);
        return new IterationParams(type, count, time, 1);
    }
}
