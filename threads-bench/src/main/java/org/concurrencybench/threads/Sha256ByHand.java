package org.concurrencybench.threads;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What do the suite's adapters cost? The batch that the plan {@code self-check} runs through them (256 × {@code sha256}
 * of 4 KiB, every output digested) as somebody would write it who knows neither SPI nor harness. The control is the
 * same model through {@link ThreadsBenchmark}; {@code concurrency-bench run --plan=self-check} measures both in turn.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class Sha256ByHand {
    private static final int TASKS = 256;
    private static final int SIZE = 4096;

    private final byte[][] inputs = new byte[TASKS][];
    private @Nullable ExecutorService executor;

    /** What tasks are handed to; two threads or carriers wide. */
    abstract ExecutorService executor();

    @Setup(Level.Trial)
    public void open() {
        for (int i = 0; i < TASKS; i++) {
            inputs[i] = new byte[SIZE];
            new SplittableRandom(i).nextBytes(inputs[i]);
        }
        executor = executor();
    }

    @Benchmark
    @SuppressWarnings("NullAway") // JMH calls open() first; a check here would be measured
    public long batch() throws InterruptedException {
        long[] digests = new long[TASKS];
        CountDownLatch latch = new CountDownLatch(TASKS);
        for (int i = 0; i < TASKS; i++) {
            int index = i;
            executor.execute(() -> {
                digests[index] = digest(hash(inputs[index]));
                latch.countDown();
            });
        }
        latch.await();
        long sum = 0;
        for (int i = 0; i < TASKS; i++) {
            sum += (i + 1) * digests[i];
        }
        return sum;
    }

    @TearDown(Level.Trial)
    public void close() {
        if (executor != null) {
            executor.close();
        }
    }

    private static byte[] hash(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static long digest(byte[] bytes) {
        long digest = 0;
        for (byte b : bytes) {
            digest = digest * 31 + b;
        }
        return digest;
    }
}
