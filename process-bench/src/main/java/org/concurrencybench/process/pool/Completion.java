package org.concurrencybench.process.pool;

import org.concurrencybench.process.api.ProcessPoolException;

/**
 * Told once how a task ended: by exactly one call of one of its methods.
 *
 * <p>Called on the thread that receives from the task's worker (or by the submitter, when the task was refused): while
 * a call lasts, that worker's further results wait. So it should be short: what takes long or blocks belongs to another
 * thread, as with {@code thenApplyAsync}. Waiting for a task of the same pool is refused with
 * {@link IllegalStateException}.
 */
public interface Completion<O> {
    /**
     * The task ended well.
     *
     * @param busyNanos nanoseconds that it ran in the worker, decoding and encoding not included
     */
    void succeeded(O output, long busyNanos);

    /** The task failed; {@code cause} is a {@link ProcessPoolException} that says how. */
    void failed(Throwable cause);
}
