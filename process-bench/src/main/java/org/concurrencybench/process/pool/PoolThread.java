package org.concurrencybench.process.pool;

/** A thread that calls completions as its work, and that the pool waits for. */
interface PoolThread {
    /** Whether it is one of the pool whose callbacks these are. */
    boolean belongsTo(CallbackThreads callbacks);
}
