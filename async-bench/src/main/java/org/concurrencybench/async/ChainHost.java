package org.concurrencybench.async;

import java.util.Collection;
import java.util.Map;
import org.concurrencybench.core.api.AsyncContext;

/** What the chains of one session stand on: what they are given, and where their stages run. */
interface ChainHost extends AsyncContext, AutoCloseable {
    /** Whether the calling thread is one of {@link #executor()}. */
    boolean isOnExecutor();

    /** Threads that a stage must not block. */
    Collection<Thread> watched();

    /** What was opened, as {@link org.concurrencybench.core.api.Session#inEffect} reports it. */
    Map<String, String> inEffect();

    /** Has {@link #isCancelled()} return true. */
    void cancel();

    /** Ends all threads and clients; delays and calls in flight may never complete. */
    @Override
    void close() throws InterruptedException;
}
