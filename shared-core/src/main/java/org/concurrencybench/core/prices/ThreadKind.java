package org.concurrencybench.core.prices;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads of the one kind or the other. */
public enum ThreadKind {
    PLATFORM(Where.PLATFORM_THREADS),
    VIRTUAL(Where.VIRTUAL_THREADS);

    private final Where where;

    ThreadKind(Where where) {
        this.where = where;
    }

    /** What one of several threads does. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    /** The column of what it measures. */
    public Where where() {
        return where;
    }

    /** Makes threads of this kind. */
    public Thread.Builder builder() {
        return this == VIRTUAL ? Thread.ofVirtual() : Thread.ofPlatform();
    }

    /**
     * Runs each of {@code bodies} in a thread of its own, at the same time, and waits for all. When one fails, the
     * others are interrupted, and its failure is thrown.
     */
    public void run(Body... bodies) throws Exception {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (Body body : bodies) {
            threads.add(builder().unstarted(() -> {
                try {
                    body.run();
                } catch (Throwable e) { // thrown again below
                    if (failure.compareAndSet(null, e)) {
                        threads.forEach(Thread::interrupt);
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable failed = failure.get();
        if (failed instanceof Exception exception) {
            throw exception;
        } else if (failed instanceof Error error) {
            throw error;
        }
    }
}
