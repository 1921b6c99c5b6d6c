package org.concurrencybench.core.jmh;

import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.concurrencybench.core.cost.CostAccount;
import org.concurrencybench.core.cost.UsageReports;
import org.concurrencybench.core.os.ParentWatch;
import org.concurrencybench.core.os.ProcessTree;
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
        tasks = Meter.tasks();
        busyNanos = Meter.busyNanos();
        batchNanos = Meter.batchNanos();
        workloadFigures = Meter.figures();
        gcMillis = gcMillis();
        compilationMillis = compilationMillis();
        if (iteration.getType() == IterationType.MEASUREMENT) {
            costs.begin(parties());
        }
        cpuNanos = tree.cpuNanos(Meter.processes());
        wallNanos = System.nanoTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long wall = System.nanoTime() - wallNanos;
        long cpu = tree.cpuNanos(Meter.processes()) - cpuNanos;
        List<ScalarResult> figures = new ArrayList<>(List.of(
                sum(TASKS, Meter.tasks() - tasks),
                sum(BUSY_NANOS, Meter.busyNanos() - busyNanos),
                sum(BATCH_NANOS, Meter.batchNanos() - batchNanos),
                sum(CPU_NANOS, cpu),
                sum(WALL_NANOS, wall),
                sum(GC_MILLIS, gcMillis() - gcMillis),
                sum(COMPILATION_MILLIS, compilationMillis() - compilationMillis)));
        Meter.figures()
                .forEach((name, total) -> figures.add(sum(name, total - workloadFigures.getOrDefault(name, 0.0))));
        if (iteration.getType() == IterationType.MEASUREMENT) {
            costs.end(parties()).forEach((name, total) -> figures.add(sum(name, total)));
        }
        if (iteration.getType() == IterationType.MEASUREMENT && ++measured == iteration.getCount()) {
            if (Meter.reporting() >= 0) { // else the processes that counted most have gone
                figures.add(new ScalarResult(
                        PEAK_RESIDENT_BYTES,
                        tree.peakResidentBytes(Meter.processes()),
                        "bytes",
                        AggregationPolicy.MAX));
            }
            costs.peaks(parties())
                    .forEach((name, peak) -> figures.add(new ScalarResult(name, peak, "peak", AggregationPolicy.MAX)));
        }
        return figures;
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
