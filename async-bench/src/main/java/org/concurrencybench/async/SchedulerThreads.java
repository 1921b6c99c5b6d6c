package org.concurrencybench.async;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.NonBlocking;

/** Makes the threads of one scheduler and remembers them. */
final class SchedulerThreads implements ThreadFactory {
    private static final long ENDING_SECONDS = 30;

    private final String name;
    private final boolean mayBlock;
    private final AtomicInteger number = new AtomicInteger();
    private final Collection<Thread> made = new ConcurrentLinkedQueue<>();

    /** {@code mayBlock}: else Reactor's blocking calls fail on them. */
    SchedulerThreads(String name, boolean mayBlock) {
        this.name = name;
        this.mayBlock = mayBlock;
    }

    @Override
    public Thread newThread(Runnable work) {
        String numbered = name + "-" + number.getAndIncrement();
        Thread thread = mayBlock ? new Thread(work, numbered) : new StageThread(work, numbered);
        thread.setDaemon(true);
        made.add(thread);
        return thread;
    }

    /** All that it has made; one that has ended has an empty stack. */
    Collection<Thread> made() {
        return made;
    }

    /**
     * Waits until all have ended, whose scheduler is disposed.
     *
     * @throws IllegalStateException when some are still there after half a minute
     */
    void awaitEnd() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ENDING_SECONDS);
        for (Thread thread : made) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
            if (thread.isAlive()) {
                throw new IllegalStateException("thread " + thread.getName() + " still runs a task " + ENDING_SECONDS
                        + " s after it was interrupted; a workload's run() must end when interrupted");
            }
        }
    }

    private static final class StageThread extends Thread implements NonBlocking {
        StageThread(Runnable work, String name) {
            super(work, name);
        }
    }
}
