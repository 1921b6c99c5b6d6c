package org.concurrencybench.process.poolbench;

import java.util.concurrent.TimeUnit;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.StartMethod;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From nothing to the first result of a pool with one worker; its end is not timed. One shot an iteration. Warm-up
 * makes the cache of the start method that needs one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 2)
@Measurement(iterations = 10)
@SuppressWarnings("NullAway.Init") // the benchmark comes before its tear-down
public class StartBenchmark {
    @Param
    public StartMethod method;

    private ProcessPool<Integer, Integer> pool;

    @Benchmark
    public Integer startToFirstResult() throws Exception {
        pool = ProcessPool.start(
                ProcessPoolConfig.ofWorkers(1).withStartMethod(method), FunctionSpec.of(Identity.class));
        return pool.submit(1).get();
    }

    @TearDown(Level.Iteration)
    public void end() throws Exception {
        pool.close();
    }
}
