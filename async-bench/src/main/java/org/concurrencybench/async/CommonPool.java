package org.concurrencybench.async;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/**
 * The JVM's common pool, which nobody sizes: one worker less than there are processors, and at least one.
 *
 * @implNote Stages get here by {@link ForkJoinPool#execute} and never as {@code CompletableFuture.supplyAsync(supplier,
 *     ForkJoinPool.commonPool())}: where that pool has one worker, JDKs before 25 start a thread for each stage
 *     instead.
 */
final class CommonPool implements ChainExecutor {
    /** The number of workers, by which a trial reports it; it is no setting that a plan could ask for. */
    static final String WORKERS = "commonPoolWorkers";

    private static final long ENDING_SECONDS = 30;

    private final String model;
    private final ForkJoinPool pool = ForkJoinPool.commonPool();

    CommonPool(String model) {
        this.model = model;
    }

    int workers() {
        return pool.getParallelism();
    }

    @Override
    public void execute(Runnable work) {
        pool.execute(work);
    }

    @Override
    public boolean isCurrent() {
        return isWorker(Thread.currentThread());
    }

    private boolean isWorker(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker && pool.equals(worker.getPool());
    }

    @Override
    public Collection<Thread> watched() {
        return running();
    }

    /** The workers that there are now, found among all threads: the pool does not name them. */
    private List<Thread> running() {
        ThreadGroup all = Thread.currentThread().getThreadGroup();
        while (all.getParent() != null) {
            all = all.getParent();
        }
        Thread[] threads = new Thread[all.activeCount() + 64];
        int count = all.enumerate(threads);
        return Arrays.stream(threads, 0, count).filter(this::isWorker).toList();
    }

    @Override
    public Map<String, String> inEffect() {
        return Map.of(WORKERS, Integer.toString(workers()));
    }

    /** Interrupts whatever the pool runs: in a measured JVM that is this session's. Its workers stay. */
    @Override
    public void close() {
        running().forEach(Thread::interrupt);
        if (!pool.awaitQuiescence(ENDING_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("model '" + model + "': stages still run in the common pool "
                    + ENDING_SECONDS + " s after they were interrupted; a workload's run() must end when interrupted");
        }
    }
}
