package org.concurrencybench.reports.run.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.core.jmh.TrialProfiler;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Takes every iteration of a trial as it ends, warm-up included, and what its JVM prints besides; shows nothing. */
final class IterationListener implements OutputFormat {
    private final TrialOutput output;
    private final List<Double> warmup = new ArrayList<>();
    private final List<Double> iterations = new ArrayList<>();
    private final Map<String, Double> totals = new HashMap<>();
    private double iterationNanos;

    /** {@code output}: where goes what the JVM itself prints, such as why it ends. */
    IterationListener(TrialOutput output) {
        this.output = output;
    }

    List<Double> warmup() {
        return warmup;
    }

    List<Double> iterations() {
        return iterations;
    }

    /** Sums over the measured iterations of what the profiler counted; of peaks, the highest. */
    Map<String, Double> totals() {
        return totals;
    }

    /**
     * Wall time inside iterations. JMH sets up within the first and tears down within the last, so its own marks say
     * too much.
     */
    double iterationSeconds() {
        return iterationNanos / 1e9;
    }

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {}

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult result) {
        iterationNanos += iterationNanos(params, result);
        double nanosPerTask = result.getPrimaryResult().getScore();
        if (params.getType() == IterationType.WARMUP) {
            warmup.add(nanosPerTask);
            return;
        }
        iterations.add(nanosPerTask);
        result.getSecondaryResults().forEach((name, figure) -> {
            boolean peak = name.startsWith("peak");
            totals.merge(name, figure.getScore(), peak ? Math::max : Double::sum);
        });
    }

    private static double iterationNanos(IterationParams params, IterationResult result) {
        Result<?> batches = result.getSecondaryResults().get(TrialProfiler.BATCH_NANOS);
        return batches != null && batches.getScore() > 0
                ? batches.getScore()
                : params.getTime().convertTo(TimeUnit.NANOSECONDS); // a benchmark without our harness
    }

    @Override
    public void startRun() {}

    @Override
    public void endRun(Collection<RunResult> results) {}

    @Override
    public void startBenchmark(BenchmarkParams params) {}

    @Override
    public void endBenchmark(BenchmarkResult result) {}

    @Override
    public void print(String text) {}

    @Override
    public void println(String text) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public void verbosePrintln(String text) {}

    @Override
    public void write(int b) {
        output.take(new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes) {
        output.take(bytes);
    }
}
