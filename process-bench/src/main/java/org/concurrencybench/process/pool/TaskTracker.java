package org.concurrencybench.process.pool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.concurrencybench.process.api.PoolClosedException;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.StoppedTaskException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.internal.launch.LastResort;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.concurrencybench.process.internal.wire.ThrowableFormat;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a pool: counted in by {@link Admission}, kept in the {@link Backlog} until a worker takes them, and
 * counted out when their completions are called.
 *
 * @implNote What a tracker lets in only narrows: all; nothing more (a refusal is set); nothing, and what waits fails. A
 *     thread that adds to the backlog checks the state afterwards, and one that changes the state checks the backlog
 *     afterwards, so that nothing stays behind.
 */
final class TaskTracker {
    private final Admission admission;
    private final int retries;
    private final Backlog backlog = new Backlog();
    private final TaskCounts counts = new TaskCounts();
    private final CallbackThreads callbacks;
    private volatile @Nullable ProcessPoolException refusal;
    private volatile boolean failing;

    TaskTracker(int capacity, int retries, CallbackThreads callbacks) {
        this.admission = new Admission(capacity);
        this.retries = retries;
        this.callbacks = callbacks;
    }

    /** Whether these are the threads on which it calls completions. */
    boolean completesOn(CallbackThreads threads) {
        return callbacks == threads;
    }

    /** Counts the task in, after waiting for room; but not on the threads of the pool, which make it. */
    void admit(WorkItem task) throws InterruptedException {
        admission.enter(task.weight, !callbacks.isInside());
    }

    /** Counts the task, which is a single one, in if there is room, or will be in time. Returns whether it was. */
    boolean tryAdmit(long timeoutNanos) throws InterruptedException {
        return admission.tryEnter(callbacks.isInside() ? 0 : timeoutNanos);
    }

    /** How many tasks have been counted in and not out. */
    int unfinished() {
        return admission.unfinished();
    }

    /** Waits until no task is unfinished. */
    void awaitNone() throws InterruptedException {
        admission.awaitNone();
    }

    /** How many tasks have ended in which way. */
    TaskCounts counts() {
        return counts;
    }

    /** How many items wait for a worker. */
    int waiting() {
        return backlog.size();
    }

    /** The item that a worker should be given next; null when none waits. */
    @Nullable
    WorkItem next() {
        return backlog.poll();
    }

    /** Whether tasks wait whose workers have died while they ran: each is for a worker that has nothing else. */
    boolean hasSuspects() {
        return backlog.hasSuspects();
    }

    /** One of those, for a worker that has nothing. */
    @Nullable
    WorkItem nextSuspect() {
        return backlog.pollSuspect();
    }

    /** Whether this worker is the one that is to take nothing more until it has nothing else. */
    boolean empties(WorkItem.Holder worker) {
        return backlog.empties(worker);
    }

    /** No worker has to empty itself now. Returns the one that had to. */
    WorkItem.@Nullable Holder stopEmptying() {
        return backlog.stopEmptying();
    }

    /** This one will not. */
    void stopEmptying(WorkItem.Holder worker) {
        backlog.stopEmptying(worker);
    }

    /** Takes what was admitted. Returns whether workers should look for it. */
    boolean take(WorkItem task) {
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

    /** Why nothing more is taken in, or null. */
    @Nullable
    ProcessPoolException refusal() {
        return refusal;
    }

    /** Takes nothing more in. The first reason counts. */
    synchronized void refuse(ProcessPoolException reason) {
        if (refusal == null) {
            refusal = reason;
        }
    }

    /** Takes nothing more in. What a worker has fails when that worker ends, with the reason of {@link #refusal}. */
    void abandon(ProcessPoolException reason) {
        refuse(reason);
        failing = true;
    }

    /** Fails what no worker has, once it was abandoned. */
    void failBacklog() {
        WorkItem task;
        while ((task = backlog.pollAny()) != null) {
            failed(task, reasonToFail());
        }
    }

    private ProcessPoolException reasonToFail() {
        ProcessPoolException reason = refusal;
        return reason != null ? reason : new PoolClosedException("the pool is closed", null);
    }

    /**
     * Puts those tasks of an ended worker that it had not begun back into the backlog. They are given in the order in
     * which it had got them; returns the others, in the same order.
     */
    List<WorkItem> handBack(List<WorkItem> left, long begun) {
        List<WorkItem> others = new ArrayList<>(left.size()); // nothing from here on takes memory
        for (int i = left.size() - 1; i >= 0; i--) {
            WorkItem task = left.get(i);
            if (task.number > begun && task.stop() == null && !failing) {
                backlog.putBack(task);
            } else {
                others.add(task);
            }
        }
        if (failing) {
            failBacklog();
        }
        Collections.reverse(others);
        return others;
    }

    /**
     * Decides about the tasks of an ended worker that {@link #handBack} did not: those that it may have begun fail
     * unless they may be retried, each alone in its worker then. Returns how many failed.
     */
    int settle(List<WorkItem> left, WorkerDiedException death) {
        int again = 0;
        for (WorkItem task : left.reversed()) {
            StoppedTaskException stop = task.stop();
            if (stop != null) {
                suppress(stop, death);
                failed(task, stop);
            } else if (failing) {
                failed(task, reasonToFail());
            } else if (task.attempt < retries && remembers(task, death)) {
                again++;
                backlog.addSuspect(task);
            } else {
                failed(task, last(death, task));
            }
        }
        if (failing) {
            failBacklog();
        }
        return left.size() - again;
    }

    /** Returns false where there was no memory for one more death: then it is the last one. */
    private static boolean remembers(WorkItem task, WorkerDiedException death) {
        try {
            task.diedWith(death);
            return true;
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    private static WorkerDiedException last(WorkerDiedException death, WorkItem task) {
        try {
            return death.after(task.deaths());
        } catch (OutOfMemoryError e) {
            return death;
        }
    }

    private static void suppress(StoppedTaskException stop, WorkerDiedException death) {
        try {
            stop.addSuppressed(death);
        } catch (OutOfMemoryError e) {
            // then nobody learns that it cost a worker
        }
    }

    /** Takes a task out of the backlog and fails it. Returns false when a worker has it, or it has ended. */
    boolean withdraw(WorkItem task, StoppedTaskException reason) {
        if (!backlog.remove(task)) {
            return false;
        }
        failed(task, reason);
        return true;
    }

    /**
     * Reports what a worker answered. A task that was to be stopped fails, even if it ended well in the last moment.
     */
    void answered(WorkItem task, Frame frame) {
        try {
            StoppedTaskException stop = task.stop();
            if (stop == null) {
                task.answered(frame, counts);
            } else {
                task.failed(stop, counts);
            }
        } catch (Throwable e) {
            insist(task, LastResort.noMemory(), e);
        } finally {
            admission.leave(task.weight);
        }
    }

    void failed(WorkItem task, ProcessPoolException cause) {
        try {
            callbacks.inside(() -> task.failed(cause, counts));
        } catch (Throwable e) {
            insist(task, cause, e);
        } finally {
            admission.leave(task.weight);
        }
    }

    /** Reports what a worker answered about a part of a chunk. */
    void progressed(Chunk<?> chunk, Frame frame) throws ProtocolViolation {
        try {
            if (chunk.stop() == null) {
                chunk.progressed(frame, counts);
            }
        } catch (ProtocolViolation e) {
            throw e; // the outcomes that follow could not be counted
        } catch (Throwable e) {
            throw new ProtocolViolation(
                    "a part of a chunk could not be taken: " + ThrowableFormat.reason(e)); // likewise
        }
    }

    /**
     * Something was thrown while the end of a task was being reported: makes sure that it is, and hands on what was not
     * expected.
     */
    private void insist(WorkItem task, ProcessPoolException cause, Throwable thrown) {
        Throwable unexpected = thrown;
        while (!task.isReported()) {
            LastResort.pause();
            try {
                task.failed(cause, counts);
            } catch (Throwable e) {
                unexpected = e;
            }
        }
        LastResort.report(unexpected);
    }
}
