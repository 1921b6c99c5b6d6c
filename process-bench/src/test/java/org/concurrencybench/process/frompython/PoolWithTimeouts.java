package org.concurrencybench.process.frompython;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.TaskTimeoutException;
import org.concurrencybench.process.pool.Outcome;
import org.concurrencybench.process.pool.ProcessPoolConfig;
import org.concurrencybench.process.pool.SharedPool;

public final class PoolWithTimeouts {
    private static final FunctionSpec<Integer, Integer> SQUARE = FunctionSpec.of(PoolWithTimeouts::square);
    private static final FunctionSpec<Duration, Duration> SLEEP = FunctionSpec.of(PoolWithTimeouts::sleep);

    static int square(int number) {
        return number * number;
    }

    static Duration sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
        return duration;
    }

    public static void main(String[] args) throws Exception {
        List<Integer> numbers = IntStream.range(0, 10).boxed().toList();
        try (SharedPool pool = SharedPool.start(ProcessPoolConfig.ofWorkers(4), SQUARE, SLEEP)) {
            System.out.println("map: " + pool.of(SQUARE).map(numbers).values());

            int sum = 0;
            for (Outcome<Integer> outcome : pool.of(SQUARE).map(numbers)) { // one by one, in order, as they come
                sum += outcome.value();
            }
            System.out.println("imap: " + sum);

            sum = 0;
            for (Outcome<Integer> outcome : pool.of(SQUARE).mapUnordered(numbers)) {
                sum += outcome.value();
            }
            System.out.println("imap_unordered: " + sum);

            CompletableFuture<Integer> one = pool.of(SQUARE).submit(20);
            System.out.println("apply_async: " + one.get());

            try {
                pool.of(SLEEP)
                        .submit(Duration.ofMinutes(10), Duration.ofMillis(200))
                        .get();
            } catch (ExecutionException e) {
                System.out.println("timeout: " + (e.getCause() instanceof TaskTimeoutException));
            }
            System.out.println(
                    "and the pool works on: " + pool.of(SQUARE).submit(3).get());
        }
    }
}
