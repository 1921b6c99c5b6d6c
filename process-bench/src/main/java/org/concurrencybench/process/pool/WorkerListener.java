package org.concurrencybench.process.pool;

import org.concurrencybench.process.api.WorkerCloseException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerStartException;

/** What monitors report about their workers, each on its own thread; the listener decides what follows. */
interface WorkerListener {
    /** Whether workers are to end. */
    boolean isStopping();

    /** It is ready for tasks. */
    void onReady(WorkerMonitor worker);

    /** It has answered as many tasks as one worker may. */
    void onMaxTasks(WorkerMonitor worker);

    /** It takes no more tasks, and is to end when it holds none. */
    void onRetired(WorkerMonitor worker, PoolEvent.Reason reason);

    /**
     * It takes no more tasks, whatever the reason, and has not been seen to yet. Returns whether a spare has its place
     * now.
     */
    boolean onDisconnected(WorkerMonitor worker);

    /** Tasks that it held wait for another worker. */
    void onTasksReturned();

    /** It did not get ready. */
    void onStartFailed(WorkerMonitor worker, WorkerStartException failure);

    /** It was ready once, and has ended in an orderly way. */
    void onServed(WorkerMonitor worker);

    /**
     * It was ready once, and has died.
     *
     * @param willed whether the pool has ended it for a reason of its own
     */
    void onDied(WorkerMonitor worker, WorkerDiedException death, boolean willed, ConsecutiveFailures.Life life);

    /** Its function could not be closed. */
    void onCloseFailed(WorkerCloseException failure);

    /** Last of all, whatever became of it. When there is no memory for it, it is to be called again. */
    void onEnded(WorkerMonitor worker);
}
