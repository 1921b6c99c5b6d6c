package org.concurrencybench.core.jmh;

import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.cost.CostAccount;
import org.concurrencybench.core.cost.UsageReports;
import org.concurrencybench.core.os.ParentWatch;
import org.concurrencybench.core.os.ProcessTree;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;

/**
 * Carries secondary figures of each iteration from the measured JVM to the runner, as sums: whoever reads them divides
 * sums by sums and never averages ratios. Those of the workload itself have the names of
 * {@link org.concurrencybench.core.experiment.FigureNames}.
 */
public final class TrialProfiler implements InternalProfiler {
    /** Tasks completed. */
    public static final String TASKS = "tasks";
    /** Nanoseconds that tasks were running, waits included, over all tasks. */
    public static final String BUSY_NANOS = "busyNanos";
    /** Nanoseconds between hand-over of the first and completion of the last task, over all batches. */
    public static final String BATCH_NANOS = "batchNanos";
    /** CPU nanoseconds of this JVM and its worker processes. */
    public static final String CPU_NANOS = "cpuNanos";
    /** Nanoseconds of wall time over which {@link #CPU_NANOS} were used. */
    public static final String WALL_NANOS = "wallNanos";
    /** Milliseconds of garbage collection in this JVM. */
    public static final String GC_MILLIS = "gcMillis";
    /** Milliseconds of compilation in this JVM, summed over its compiler threads. */
    public static final String COMPILATION_MILLIS = "compilationMillis";
    /** Peak resident bytes of this JVM and its worker processes; told with the last iteration. */
    public static final String PEAK_RESIDENT_BYTES = "peakResidentBytes";

    /** The one of this JVM, since the first iteration began. */
    private static volatile @Nullable TrialProfiler current;

    private final ProcessTree tree = new ProcessTree();
    private final CostAccount costs = CostAccount.ofThisTrial();
    private long tasks;
    private long busyNanos;
    private long batchNanos;
    private long cpuNanos;
    private long wallNanos;
    private long gcMillis;
    private long compilationMillis;
    private Map<String, Double> workloadFigures = Map.of();
    private int measured;
    private boolean measuring;
    private @Nullable End end;

    /**
     * JMH makes it in every trial's JVM, whatever the benchmark, before it sets anything up: so the watch starts here.
     */
    public TrialProfiler() {
        ParentWatch.startIfAsked();
        UsageReports.want();
    }

    @Override
    public String getDescription() {
        return "tasks in flight, CPU time and memory, worker processes included";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        current = this;
        measuring = iteration.getType() == IterationType.MEASUREMENT;
        tasks = Meter.tasks();
        busyNanos = Meter.busyNanos();
        batchNanos = Meter.batchNanos();
        workloadFigures = Meter.figures();
        gcMillis = gcMillis();
        compilationMillis = compilationMillis();
        if (measuring) {
            costs.begin(parties());
        }
        cpuNanos = tree.cpuNanos(Meter.processes());
        wallNanos = System.nanoTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        boolean counts = iteration.getType() == IterationType.MEASUREMENT;
        boolean last = counts && ++measured == iteration.getCount();
        End seen = end;
        if (seen == null) {
            seen = read(counts, last);
        }
        List<ScalarResult> figures = new ArrayList<>(List.of(
                sum(TASKS, Meter.tasks() - tasks),
                sum(BUSY_NANOS, Meter.busyNanos() - busyNanos),
                sum(BATCH_NANOS, Meter.batchNanos() - batchNanos),
                sum(CPU_NANOS, seen.cpuNanos() - cpuNanos),
                sum(WALL_NANOS, seen.nanoTime() - wallNanos),
                sum(GC_MILLIS, seen.gcMillis() - gcMillis),
                sum(COMPILATION_MILLIS, seen.compilationMillis() - compilationMillis)));
        Meter.figures()
                .forEach((name, total) -> figures.add(sum(name, total - workloadFigures.getOrDefault(name, 0.0))));
        if (counts) {
            seen.costs().forEach((name, total) -> figures.add(sum(name, total)));
        }
        if (last) {
            seen.peaks()
                    .forEach((name, peak) -> figures.add(new ScalarResult(name, peak, "peak", AggregationPolicy.MAX)));
        }
        return figures;
    }

    /** What is read when an iteration has ended; costs since its begin, all else since the start of this JVM. */
    private record End(
            long nanoTime,
            long cpuNanos,
            long gcMillis,
            long compilationMillis,
            Map<String, Double> costs,
            Map<String, Double> peaks) {}

    private End read(boolean withCosts, boolean withPeaks) {
        long nanoTime = System.nanoTime();
        long cpu = tree.cpuNanos(Meter.processes());
        long gc = gcMillis();
        long compilation = compilationMillis();
        Map<String, Double> used = withCosts ? costs.end(parties()) : Map.of();
        Map<String, Double> peaks = new LinkedHashMap<>();
        if (withPeaks) {
            peaks.putAll(costs.peaks(parties()));
            if (Meter.reporting() >= 0) { // else the processes that counted most have gone
                peaks.put(PEAK_RESIDENT_BYTES, (double) tree.peakResidentBytes(Meter.processes()));
            }
        }
        return new End(nanoTime, cpu, gc, compilation, used, peaks);
    }

    /**
     * The tasks of the last iteration have ended. JMH tears down within it, and asks for its end when the workers have
     * gone; so that is read now. Called by the driver.
     */
    static void tearDownBegins() {
        TrialProfiler profiler = current;
        if (profiler != null) {
            profiler.end = profiler.read(profiler.measuring, profiler.measuring);
        }
    }

    private static CostAccount.Parties parties() {
        return new CostAccount.Parties(Meter.processes(), Meter.reporting(), Meter.driver());
    }

    private static ScalarResult sum(String name, long value) {
        return sum(name, (double) value);
    }

    private static ScalarResult sum(String name, double value) {
        return new ScalarResult(name, value, "total", AggregationPolicy.SUM);
    }

    private static long gcMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static long compilationMillis() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        return compiler == null ? 0 : compiler.getTotalCompilationTime(); // null: this JVM only interprets
    }
}
