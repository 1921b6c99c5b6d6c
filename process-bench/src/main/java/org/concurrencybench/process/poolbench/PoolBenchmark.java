package org.concurrencybench.process.poolbench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.pool.MapOptions;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Trivial tasks through two workers: one at a time, all handed over before the first is waited for, mapped;
 * microseconds a task.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class PoolBenchmark {
    private static final int FEW = PoolFigures.FEW;
    private static final int MANY = 200_000;

    private ProcessPool<Integer, Integer> pool;

    @Setup
    public void start() throws Exception {
        pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(Identity.class));
    }

    @TearDown
    public void end() throws Exception {
        pool.close();
    }

    @Benchmark
    public Integer roundTrip() throws Exception {
        return pool.submit(1).get();
    }

    @Benchmark
    @OperationsPerInvocation(FEW)
    public long submitAllThenGet() throws Exception {
        return PoolFigures.submitAllThenGet(pool);
    }

    @Benchmark
    @OperationsPerInvocation(FEW)
    public List<Integer> mapInChunksOf1() throws Exception {
        return pool.map(new Range(FEW), MapOptions.DEFAULT.withChunk(1)).values();
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public List<Integer> mapInChunksOf100() throws Exception {
        return pool.map(new Range(MANY), MapOptions.DEFAULT.withChunk(100)).values();
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public List<Integer> mapByDefault() throws Exception {
        return pool.map(new Range(MANY)).values();
    }
}
