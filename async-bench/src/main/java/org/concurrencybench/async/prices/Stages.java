package org.concurrencybench.async.prices;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.ThreadKind;
import org.concurrencybench.core.prices.TimedOperation;

/** Stages, one after the other. */
final class Stages {
    private static final int THREADS = 2;

    private Stages() {}

    /** A stage depends on a future that its own thread completes. */
    static Operation inCaller() {
        return (TimedOperation) times -> ThreadKind.PLATFORM.run(() -> {
            long sum = 0;
            for (int i = 0; i < times; i++) {
                CompletableFuture<Integer> source = new CompletableFuture<>();
                CompletableFuture<Integer> stage = source.thenApply(number -> number + 1);
                source.complete(i);
                sum += stage.join() - i;
            }
            require(sum, times);
        });
    }

    /** A stage runs in an executor: two threads of a pool, or a virtual thread of its own. */
    static Operation supplied(ThreadKind kind) {
        return new Supplied(
                kind,
                kind == ThreadKind.VIRTUAL
                        ? Executors.newVirtualThreadPerTaskExecutor()
                        : Executors.newFixedThreadPool(THREADS));
    }

    private static void require(long sum, int times) {
        if (sum != times) {
            throw new IllegalStateException(sum + " of " + times + " stages ran: some were lost");
        }
    }

    private record Supplied(ThreadKind caller, ExecutorService executor) implements TimedOperation {
        @Override
        public void run(int times) throws Exception {
            caller.run(() -> {
                long sum = 0;
                for (int i = 0; i < times; i++) {
                    sum += CompletableFuture.supplyAsync(() -> 1, executor).join();
                }
                require(sum, times);
            });
        }

        @Override
        public void close() {
            executor.close();
        }
    }
}
