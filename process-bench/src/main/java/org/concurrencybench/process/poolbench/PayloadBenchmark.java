package org.concurrencybench.process.poolbench;

import java.util.concurrent.TimeUnit;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Arrays of bytes to a worker and back, one at a time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class PayloadBenchmark {
    @Param({"64", "4096", "65536", "262144", "1048576", "16777216"})
    public int bytes;

    private ProcessPool<byte[], byte[]> pool;
    private byte[] payload;

    /** Millions of bytes a second, counting both ways. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Traffic {
        public double megabytes;
    }

    @Setup
    public void start() throws Exception {
        pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(Echo.class));
        payload = new byte[bytes];
    }

    @TearDown
    public void end() throws Exception {
        pool.close();
    }

    @Benchmark
    public byte[] echo(Traffic traffic) throws Exception {
        traffic.megabytes += 2e-6 * bytes;
        return pool.submit(payload).get();
    }
}
