package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.fixtures.Functions;
import org.concurrencybench.process.fixtures.OwnHost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A JVM whose heap is full while its pool works. */
@Timeout(300)
class FullHeapTest {
    @Test
    @Tag("slow")
    void failsTasksAndHangsNobody() throws Exception {
        String said = OwnHost.run(Full.class);
        assertTrue(said.contains("ended well"), said);
        assertTrue(said.contains("goes on"), said);
        assertTrue(said.contains("unfinished=0"), said);
        assertTrue(said.contains("closed"), said);
    }

    /** Fills its heap while tasks go out and come back, and empties it again. */
    static final class Full {
        public static void main(String[] args) throws Exception {
            Thread teller = new Thread(Full::tellLater);
            teller.setDaemon(true);
            teller.start();
            try (var pool = ProcessPool.start(ProcessPoolConfig.ofWorkers(2), FunctionSpec.of(Functions.Park.class))) {
                for (int round = 0; round < 3; round++) {
                    run(pool);
                }
                pool.close(); // a future is told before its task is counted out
                System.out.println("closed: " + pool.statistics());
            }
        }

        /** Where a hang is. */
        private static void tellLater() {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(80));
            Thread.getAllStackTraces()
                    .forEach((thread, trace) -> System.out.println(thread + " " + Arrays.toString(trace)));
        }

        private static void run(ProcessPool<Long, Long> pool) throws Exception {
            List<CompletableFuture<Long>> futures = new ArrayList<>(100_000);
            for (long i = 0; i < 4000; i++) {
                futures.add(submit(pool, 400L)); // they come back while there is no room for them
            }
            int refused = fill(pool, futures);
            System.gc(); // this thread needs room to tell what it sees
            int well = 0;
            for (CompletableFuture<Long> future : futures) {
                try {
                    get(future);
                    well++;
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof ProcessPoolException)) {
                        throw e;
                    }
                }
            }
            System.out.println(well + " of " + futures.size() + " ended well, " + refused + " times nothing was taken");
            for (long i = 0; i < 100; i++) {
                if (get(submit(pool, i)) != i) {
                    throw new AssertionError("another's output");
                }
            }
            System.out.println("goes on");
        }

        /** What has not been taken for want of memory is submitted again. */
        private static CompletableFuture<Long> submit(ProcessPool<Long, Long> pool, long input) {
            while (true) {
                try {
                    return pool.submit(input);
                } catch (OutOfMemoryError e) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }

        /** Waiting needs a little memory too, which this thread may not have yet. */
        private static long get(CompletableFuture<Long> future) throws Exception {
            while (true) {
                try {
                    return future.get(60, TimeUnit.SECONDS);
                } catch (OutOfMemoryError e) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        }

        /** Returns how often a task was refused with an Error, so that its submitter knows. */
        private static int fill(ProcessPool<Long, Long> pool, List<CompletableFuture<Long>> futures) throws Exception {
            Object[] chain = null;
            int refused = 0;
            for (int size = 1 << 18; size > 0; size /= 4) {
                try {
                    while (true) {
                        Object[] link = new Object[size];
                        link[0] = chain;
                        chain = link;
                    }
                } catch (OutOfMemoryError e) {
                    refused += submit(pool, futures); // smaller pieces may fit
                }
            }
            LockSupport.parkNanos(500_000_000); // workers go on answering into a heap without room
            return chain == null ? -1 : refused;
        }

        private static int submit(ProcessPool<Long, Long> pool, List<CompletableFuture<Long>> futures) {
            try {
                for (long i = 0; i < 50; i++) {
                    futures.add(pool.submit(1L));
                }
                return 0;
            } catch (OutOfMemoryError e) {
                return 1;
            }
        }
    }
}
