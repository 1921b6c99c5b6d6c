package org.concurrencybench.core.model;

import org.concurrencybench.core.api.FanOut;

/** The fan-out of one session, with the threads that it starts for parts. Ends with the session. */
public interface SessionFanOut extends FanOut, AutoCloseable {
    /** Cancels the parts that are left, and returns when the threads started for parts have ended. */
    @Override
    void close();
}
