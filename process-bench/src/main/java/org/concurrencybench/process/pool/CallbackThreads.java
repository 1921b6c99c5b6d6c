package org.concurrencybench.process.pool;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Which threads are calling completions of a pool now, those of its monitors apart: those that cancel tasks, the timer,
 * and those that end the pool. Like the monitors they cannot wait for the pool, which waits until they return.
 */
final class CallbackThreads {
    /** A thread that calls completions as its work, and that the pool waits for. */
    interface PoolThread {
        /** Whether it is one of the pool whose callbacks these are. */
        boolean belongsTo(CallbackThreads callbacks);
    }

    private final Set<Thread> calling = ConcurrentHashMap.newKeySet();

    /** Whether the current thread is one that the pool waits for. */
    boolean isInside() {
        Thread current = Thread.currentThread();
        return (current instanceof PoolThread thread && thread.belongsTo(this))
                || (!calling.isEmpty() && calling.contains(current));
    }

    /** Runs what may call completions. */
    void inside(Runnable action) {
        inside(() -> {
            action.run();
            return true;
        });
    }

    /** Runs what may call completions and returns whether it did something. */
    boolean inside(BooleanSupplier action) {
        Thread current = Thread.currentThread();
        boolean outermost = calling.add(current);
        try {
            return action.getAsBoolean();
        } finally {
            if (outermost) {
                calling.remove(current);
            }
        }
    }
}
