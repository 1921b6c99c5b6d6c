package org.concurrencybench.process.pool;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a pool: counted in by {@link Admission}, kept in the {@link Backlog} until a worker takes them, and counted out
 * when their completions are told.
 *
 * <p>Design note. What a ledger lets in only narrows: all; nothing more (a refusal is set); nothing, and what waits fails.
 * Whoever adds to the backlog looks at the state afterwards, and whoever changes the state looks at the backlog afterwards, so
 * that nothing stays behind.
 */
final class Ledger<O> {
    private final Admission admission;
    private final Deaths deaths;
    private final Backlog<O> backlog = new Backlog<>();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile @Nullable ProcessPoolException refusal;
    private volatile boolean failing;

    Ledger(int capacity, Deaths deaths) {
        this.admission = new Admission(capacity);
        this.deaths = deaths;
    }

    Admission admission() {
        return admission;
    }

    Backlog<O> backlog() {
        return backlog;
    }

    /** Takes a task that was admitted. Returns whether workers should look for it. */
    boolean take(Submission<O> task) {
        ProcessPoolException reason = refusal;
        if (reason != null) {
            failed(task, reason);
            return false;
        }
        backlog.add(task);
        if (failing) {
            failBacklog();
            return false;
        }
        return true;
    }

    /** Takes nothing more in. The first reason counts. */
    synchronized void refuse(ProcessPoolException reason) {
        if (refusal == null) {
            refusal = reason;
        }
    }

    /** Takes nothing more in, and fails what no worker has. */
    void fail(ProcessPoolException reason) {
        refuse(reason);
        failing = true;
        failBacklog();
    }

    private void failBacklog() {
        Submission<O> task;
        while ((task = backlog.poll()) != null) {
            failed(task, reasonToFail());
        }
    }

    private ProcessPoolException reasonToFail() {
        ProcessPoolException reason = refusal;
        return reason != null ? reason : new PoolClosedException("the pool is closed", null);
    }

    /**
     * Decides about the tasks that a worker left when it ended, given in the order in which it had got them: those that it may
     * have begun fail, the others go back to the backlog.
     */
    void settle(List<Submission<O>> left, long begun, WorkerDiedException death) {
        for (Submission<O> task : left.reversed()) {
            if (failing) {
                failed(task, reasonToFail());
            } else if (task.number <= begun) {
                failed(task, death);
            } else {
                backlog.addFirst(task);
            }
        }
        if (failing) {
            failBacklog();
        }
    }

    void succeeded(Submission<O> task, O output, long busyNanos) {
        deaths.reset();
        succeeded.increment();
        try {
            task.completion.succeeded(output, busyNanos);
        } catch (Throwable e) {
            reportCallback(e);
        } finally {
            admission.leave();
        }
    }

    void failed(Submission<O> task, ProcessPoolException cause) {
        if (!(cause instanceof WorkerDiedException)) {
            deaths.reset();
        }
        try {
            refused(task.completion, cause);
        } catch (Throwable e) {
            reportCallback(e);
        } finally {
            admission.leave();
        }
    }

    /** Fails a task that was never admitted. */
    void refused(Completion<O> completion, ProcessPoolException cause) {
        failed.increment();
        completion.failed(cause);
    }

    private static void reportCallback(Throwable e) {
        Thread current = Thread.currentThread();
        current.getUncaughtExceptionHandler().uncaughtException(current, e);
    }

    long succeeded() {
        return succeeded.sum();
    }

    long failed() {
        return failed.sum();
    }
}
