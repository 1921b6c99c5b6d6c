package org.concurrencybench.process.internal.wire;

/** By what the processes of a worker are known. */
public final class WorkerMark {
    /**
     * Set in the environment of each worker, and inherited by all that it starts: the run directory and the worker's
     * name.
     */
    public static final String VARIABLE = "CONCURRENCYBENCH_WORKER";

    private WorkerMark() {}
}
