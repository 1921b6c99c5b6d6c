package org.concurrencybench.threads;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;

/** A worker of a work-stealing pool, which knows whether it runs a part of a task: its name cannot say that. */
final class PoolWorker extends ForkJoinWorkerThread {
    /** Read and written by this thread alone. */
    private boolean inPart;

    private PoolWorker(ForkJoinPool pool, String name) {
        super(pool);
        setName(name);
    }

    /** Makes workers that are named after {@code model} and numbered. */
    static ForkJoinWorkerThreadFactory factory(String model) {
        AtomicInteger number = new AtomicInteger();
        return pool -> new PoolWorker(pool, model + "-" + number.getAndIncrement());
    }

    /** Whether the calling thread runs a part. */
    static boolean isInPart() {
        return Thread.currentThread() instanceof PoolWorker worker && worker.inPart;
    }

    /** Runs {@code part} on the calling thread. */
    static void runPart(Runnable part) {
        if (Thread.currentThread() instanceof PoolWorker worker) {
            worker.inPart = true;
            try {
                part.run();
            } finally {
                worker.inPart = false;
            }
        } else {
            part.run();
        }
    }
}
