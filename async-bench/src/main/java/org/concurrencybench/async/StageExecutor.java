package org.concurrencybench.async;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A fixed number of threads that know to whom they belong. */
final class StageExecutor extends ThreadPoolExecutor {
    private final List<Thread> made = new CopyOnWriteArrayList<>();

    StageExecutor(String model, int threads) {
        super(threads, threads, 0, TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>());
        AtomicInteger number = new AtomicInteger();
        setThreadFactory(work -> {
            StageThread thread = new StageThread(this, work, model + "-" + number.getAndIncrement());
            made.add(thread);
            return thread;
        });
        prestartAllCoreThreads();
    }

    /** Its threads; one that has ended has an empty stack. */
    List<Thread> threads() {
        return made;
    }

    /** Whether the calling thread is one of these. */
    boolean isCurrent() {
        return Thread.currentThread() instanceof StageThread stage && stage.owner == this;
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
