package org.concurrencybench.process.pool;

/** By what the processes of a worker are known. */
final class WorkerMark {
    /** Set in the environment of each worker, and inherited by all that it starts: the run directory and the worker's name. */
    static final String VARIABLE = "CONCURRENCYBENCH_WORKER";

    private WorkerMark() {}
}
