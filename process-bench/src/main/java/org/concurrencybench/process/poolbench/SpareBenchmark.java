package org.concurrencybench.process.poolbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.pool.PoolEvent;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The only worker has been killed: how long until a task that is submitted then has its result, with a spare and
 * without. The spare has never run a task, so its first is a cold one. Looks into {@code /proc}, so Linux only.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 5)
@Measurement(iterations = 15)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class SpareBenchmark {
    private static final int STATE = 2;
    private static final int THREADS = 19;

    @Param({"1", "0"})
    public int spares;

    /** The worker, then the spares in the order in which they will take its place. */
    private final LinkedBlockingQueue<Long> ready = new LinkedBlockingQueue<>();

    private ProcessPool<Integer, Integer> pool;

    @Setup(Level.Trial)
    public void start() throws Exception {
        ProcessPoolConfig config = ProcessPoolConfig.ofWorkers(1)
                .withSpares(spares)
                .withListener(event -> {
                    if (event instanceof PoolEvent.WorkerReady worker) {
                        ready.add(worker.pid());
                    }
                });
        pool = ProcessPool.start(config, FunctionSpec.of(Identity.class));
    }

    @TearDown(Level.Trial)
    public void end() throws Exception {
        pool.close();
    }

    @Setup(Level.Iteration)
    public void kill() throws Exception {
        long worker = ready.take();
        while (ready.size() < spares) {
            Thread.sleep(1);
        }
        Thread.sleep(200); // what a start has left to do is done
        ProcessHandle.of(worker).orElseThrow().destroyForcibly();
        while (runs(worker)) {
            Thread.onSpinWait();
        }
    }

    /**
     * The first thread of a process is a zombie (Z) long before the last one has ended and closed the files; see
     * proc(5).
     */
    private static boolean runs(long pid) {
        try {
            String[] fields = Files.readString(Path.of("/proc", Long.toString(pid), "stat"))
                    .split(" "); // its name has no blank
            return fields[STATE].charAt(0) != 'Z' || Integer.parseInt(fields[THREADS]) > 1;
        } catch (IOException e) {
            return false; // it is no more
        }
    }

    @Benchmark
    public Integer resultAfterDeath() throws Exception {
        return pool.submit(1).get();
    }
}
