package org.concurrencybench.async;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.concurrencybench.core.api.Settings;
import org.concurrencybench.core.api.UsageException;
import org.concurrencybench.core.model.ExecutorShutdown;

/** Threads that know to whom they belong: a fixed number, or one for each piece of work that is there at once. */
final class StageExecutor extends ThreadPoolExecutor implements ChainExecutor {
    private static final long IDLE_SECONDS = 60;

    private final String name;
    private final Collection<Thread> made = new ConcurrentLinkedQueue<>();

    /** {@code threads} of them, all started. */
    StageExecutor(String name, int threads) {
        this(name, threads, threads, new LinkedBlockingQueue<>());
        prestartAllCoreThreads();
    }

    private StageExecutor(String name, int least, int most, BlockingQueue<Runnable> queue) {
        super(least, most, IDLE_SECONDS, TimeUnit.SECONDS, queue);
        this.name = name;
        AtomicInteger number = new AtomicInteger();
        setThreadFactory(work -> {
            StageThread thread = new StageThread(this, work, name + "-" + number.getAndIncrement());
            made.add(thread);
            return thread;
        });
    }

    /**
     * For work that blocks, {@code concurrency} pieces of it at once: as many threads, all started, or where that is
     * unbounded a thread for each piece.
     *
     * @throws UsageException when the machine does not have that many threads
     */
    static StageExecutor forBlocking(String model, int concurrency) {
        String name = model + "-offload";
        if (concurrency == Settings.UNBOUNDED) {
            return new StageExecutor(name, 0, Integer.MAX_VALUE, new SynchronousQueue<>());
        }
        StageExecutor threads = new StageExecutor(name, concurrency, concurrency, new LinkedBlockingQueue<>());
        try {
            threads.prestartAllCoreThreads();
            return threads;
        } catch (OutOfMemoryError e) {
            threads.close();
            throw new UsageException(
                    "model '" + model + "' could not start " + concurrency + " threads for tasks that block ("
                            + e.getMessage() + "): set a lower concurrency, or raise the system's limit of threads",
                    e);
        }
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() instanceof StageThread stage && stage.owner == this;
    }

    /** All that it has had; one that has ended has an empty stack. */
    @Override
    public Collection<Thread> watched() {
        return made;
    }

    @Override
    public Map<String, String> inEffect() {
        return Map.of("cpus", Integer.toString(getPoolSize()));
    }

    @Override
    public void close() {
        ExecutorShutdown.await(this, name);
    }

    private static final class StageThread extends Thread {
        final StageExecutor owner;

        StageThread(StageExecutor owner, Runnable work, String name) {
            super(work, name);
            this.owner = owner;
            setDaemon(true); // a thread that is left over must not keep a JVM alive that has failed
        }
    }
}
