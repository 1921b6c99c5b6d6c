package org.concurrencybench.process.pool;

import org.concurrencybench.process.internal.wire.FrameType;

/** A worker, as the tasks see it that it was given. */
interface TaskHolder {
    /** Asks the worker to {@link FrameType#WITHDRAW} or {@link FrameType#STOP} a task. Returns false when it has it no more. */
    boolean send(FrameType request, WorkItem task);

    /** Whether the worker has this task. */
    boolean holds(WorkItem task);

    /** Hands tasks over while the worker has room for them. */
    void pump();

    /** Ends the worker and all that it started. */
    void kill(String why);
}
