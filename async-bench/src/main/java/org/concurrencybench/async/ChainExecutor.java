package org.concurrencybench.async;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Executor;

/** Where the stages of chains run. Used by all threads of a session. */
interface ChainExecutor extends Executor, AutoCloseable {
    /** Whether the calling thread is one of those that stages run on, so that the next stage may follow here. */
    boolean isCurrent();

    /** Its threads that a stage must not block; empty where a blocked stage holds up no other one. */
    Collection<Thread> watched();

    /** What it is made of, by the names of {@link org.concurrencybench.core.api.Session#inEffect}. */
    Map<String, String> inEffect();

    /**
     * Interrupts the stages that run and waits until they have ended; those that have not begun may never do so.
     *
     * @throws IllegalStateException when some still run after half a minute
     */
    @Override
    void close();
}
