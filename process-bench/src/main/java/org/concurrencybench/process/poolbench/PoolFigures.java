package org.concurrencybench.process.poolbench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.pool.MapOptions;
import org.concurrencybench.process.pool.ProcessPool;
import org.concurrencybench.process.pool.ProcessPoolConfig;

/**
 * What the pool reaches in one JVM, as lines of JSON: the same figures under the same names as a script for Python's
 * pools prints, to be run in turn with that. Arguments: names of figures; none for all.
 *
 * <p>Each figure's action is repeated for {@value #WARM_UP_MILLIS} ms, then {@value RepeatedFigures#RUNS} times;
 * {@code value} is the median of those, {@code first} that of the very first time, in a cold JVM with fresh workers.
 */
final class PoolFigures {
    private static final long WARM_UP_MILLIS = 4000;
    private static final int SINGLY = 3000;
    static final int FEW = 20_000;
    private static final int MANY = 200_000;
    private static final int ECHOES = 200;
    private static final byte[] PAYLOAD = new byte[1 << 20];

    private PoolFigures() {}

    public static void main(String[] args) throws Exception {
        RepeatedFigures figures = new RepeatedFigures(Set.of(args), WARM_UP_MILLIS);
        starts(figures);
        try (RawPeer peer = RawPeer.start()) {
            figures.time("raw_round_trip_us", SINGLY, 1e6, () -> singly(() -> peer.exchange(1)));
        }
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(Identity.class))) {
            figures.time(
                    "submit_round_trip_us",
                    SINGLY,
                    1e6,
                    () -> singly(() -> pool.submit(1).get()));
            figures.rate("submit_tasks_per_s", FEW, () -> submitAllThenGet(pool));
            figures.rate("map_chunk_1_tasks_per_s", FEW, () -> map(pool, FEW, 1));
            figures.rate("map_chunk_100_tasks_per_s", MANY, () -> map(pool, MANY, 100));
            figures.rate("map_chunk_default_tasks_per_s", MANY, () -> map(pool, MANY, 0));
        }
        try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(Echo.class))) {
            double megabytes = 2e-6 * PAYLOAD.length * ECHOES;
            figures.rate("echo_1MiB_MB_per_s_both_ways", megabytes, () -> echoes(pool));
        }
    }

    /** Seven starts of a pool with one worker, of which the first does not count, as in Python's figure. */
    private static void starts(RepeatedFigures figures) throws Exception {
        if (!figures.isWanted("start_to_first_result_ms")) {
            return;
        }
        double[] untilResult = new double[7];
        double[] untilEnd = new double[7];
        for (int i = 0; i < untilEnd.length; i++) {
            long begin = System.nanoTime();
            var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(1), FunctionSpec.of(Identity.class));
            pool.submit(1).get();
            untilResult[i] = (System.nanoTime() - begin) / 1e6;
            pool.shutdownNow(); // Python's figure has the end of its pool in it, which is a kill too
            untilEnd[i] = (System.nanoTime() - begin) / 1e6;
        }
        RepeatedFigures.print(
                "start_to_first_result_ms", RepeatedFigures.median(Arrays.copyOfRange(untilEnd, 1, 7)), untilEnd[0]);
        RepeatedFigures.print(
                "start_to_first_result_without_end_ms",
                RepeatedFigures.median(Arrays.copyOfRange(untilResult, 1, 7)),
                untilResult[0]);
    }

    private static Object singly(Callable<?> action) throws Exception {
        Object last = 0;
        for (int i = 0; i < SINGLY; i++) {
            last = action.call();
        }
        return last;
    }

    static long submitAllThenGet(ProcessPool<Integer, Integer> pool) throws Exception {
        List<CompletableFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < FEW; i++) {
            futures.add(pool.submit(i));
        }
        long sum = 0;
        for (CompletableFuture<Integer> future : futures) {
            sum += future.get();
        }
        return sum;
    }

    private static int map(ProcessPool<Integer, Integer> pool, int tasks, int chunk) throws Exception {
        List<Integer> values =
                pool.map(new Range(tasks), MapOptions.DEFAULT.withChunk(chunk)).values();
        if (values.size() != tasks || values.getLast() != tasks - 1) {
            throw new AssertionError("the map lost something");
        }
        return values.size();
    }

    private static int echoes(ProcessPool<byte[], byte[]> pool) throws Exception {
        int length = 0;
        for (int i = 0; i < ECHOES; i++) {
            length += pool.submit(PAYLOAD).get().length;
        }
        return length;
    }
}
