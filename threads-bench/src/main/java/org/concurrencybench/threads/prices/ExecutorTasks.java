package org.concurrencybench.threads.prices;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.ThreadKind;
import org.concurrencybench.core.prices.TimedOperation;

/** An executor that gets one empty task after the other, from a thread of its own kind. */
final class ExecutorTasks implements TimedOperation {
    private static final int THREADS = 2;

    private final ThreadKind caller;
    private final ExecutorService executor;
    private long sum;

    private ExecutorTasks(ThreadKind caller, ExecutorService executor) {
        this.caller = caller;
        this.executor = executor;
    }

    static Operation of(ThreadKind kind) {
        return new ExecutorTasks(
                kind,
                kind == ThreadKind.VIRTUAL
                        ? Executors.newVirtualThreadPerTaskExecutor()
                        : Executors.newFixedThreadPool(THREADS));
    }

    static Operation forkJoin() {
        return new ExecutorTasks(ThreadKind.PLATFORM, new ForkJoinPool(THREADS));
    }

    @Override
    public void run(int times) throws Exception {
        caller.run(() -> {
            Callable<Integer> one = () -> 1;
            for (int i = 0; i < times; i++) {
                sum += executor.submit(one).get();
            }
        });
    }

    @Override
    public void close() {
        executor.close();
        if (sum < 0) {
            throw new IllegalStateException("results were lost");
        }
    }
}
