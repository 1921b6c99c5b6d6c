package org.concurrencybench.process.pool;

import java.time.Duration;
import org.concurrencybench.process.api.PoolBrokenException;
import org.concurrencybench.process.api.WorkerContext;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.api.WorkerStartException;

/**
 * Something that happened to a worker of a pool, a spare one too; a switch over the kinds is exhaustive. See
 * {@link WorkerContext#worker}.
 */
public sealed interface PoolEvent {
    /** A worker process was started; it is not ready for tasks yet. */
    record WorkerStarted(int worker, long pid) implements PoolEvent {}

    /** A worker is ready for tasks, this long after its start began. */
    record WorkerReady(int worker, long pid, Duration startTime) implements PoolEvent {}

    /** A worker did not become ready. */
    record WorkerNotStarted(int worker, WorkerStartException cause) implements PoolEvent {}

    /** A worker ended while it was needed, and this many submissions failed with it; a chunk of a map counts as one. */
    record WorkerDied(int worker, WorkerDiedException death, int submissionsFailed) implements PoolEvent {}

    /** A worker was replaced by another, which is ready; the old one retires. */
    record WorkerReplaced(int worker, long oldPid, long newPid) implements PoolEvent {}

    /** A worker gets no more tasks, and ends when it has done those that it holds. */
    record WorkerRetired(int worker, long pid, Reason reason) implements PoolEvent {}

    /** The pool has given up; nothing more will happen. */
    record PoolBroken(PoolBrokenException cause) implements PoolEvent {}

    /** Why a worker retires. */
    enum Reason {
        /** It has done as many tasks as {@link ProcessPoolConfig#withMaxTasksPerWorker} says. */
        TASKS,
        /** It takes more memory than {@link ProcessPoolConfig#withMaxWorkerMemory} allows. */
        MEMORY,
        /** It had nothing to do for as long as {@link ProcessPoolConfig#withIdleTimeout} says. */
        IDLE
    }
}
