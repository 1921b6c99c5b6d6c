package org.concurrencybench.process.pool;

import org.jspecify.annotations.Nullable;

/** The worker ended while it held this task, which may have run in part; tasks of other workers are not affected. */
public final class WorkerDiedException extends ProcessPoolException {
    private final long pid;
    private final int exitCode;
    private final String lastOutput;

    WorkerDiedException(long pid, int exitCode, String how, String lastOutput, @Nullable Throwable cause) {
        super("worker " + pid + ' ' + how + lastOutput, cause);
        this.pid = pid;
        this.exitCode = exitCode;
        this.lastOutput = lastOutput;
    }

    /** The process id that the worker had. */
    public long pid() {
        return pid;
    }

    /** The exit code as the system gave it: 128 + n after signal n. */
    public int exitCode() {
        return exitCode;
    }

    /** The end of what the worker printed, empty when it printed nothing. */
    public String lastOutput() {
        return lastOutput;
    }
}
