package org.concurrencybench.process.poolbench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
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

/** The floor: messages of 64 bytes to another JVM and back, singly and in batches; microseconds a message. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class RawTransportBenchmark {
    private RawPeer peer;

    @Setup
    public void start() throws IOException {
        peer = RawPeer.start();
    }

    @TearDown
    public void end() throws IOException {
        peer.close();
    }

    @Benchmark
    public int roundTrip() throws IOException {
        return peer.exchange(1);
    }

    @Benchmark
    @OperationsPerInvocation(64)
    public int batchesOf64() throws IOException {
        return peer.exchange(64);
    }

    @Benchmark
    @OperationsPerInvocation(RawPeer.MAX_MESSAGES)
    public int batchesOf1024() throws IOException {
        return peer.exchange(RawPeer.MAX_MESSAGES);
    }
}
