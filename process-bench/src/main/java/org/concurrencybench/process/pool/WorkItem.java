package org.concurrencybench.process.pool;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.StoppedTaskException;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.jspecify.annotations.Nullable;

/**
 * What is handed to a worker in one piece: one task, or a chunk of them. It belongs to the thread that took it last out
 * of the backlog or out of what a worker has in flight, and only the owner completes it: that is why it is completed
 * exactly once.
 */
abstract sealed class WorkItem permits SingleTask, Chunk {
    /** A worker, as the tasks see it that it was given. */
    interface Holder {
        /**
         * Asks the worker to {@link FrameType#WITHDRAW} or {@link FrameType#STOP} a task. Returns false when it has it
         * no more.
         */
        boolean send(FrameType request, WorkItem task);

        /** Whether the worker has this task. */
        boolean holds(WorkItem task);

        /** Sends tasks while the worker has room for them. */
        void pump();

        /** Ends the worker and all that it started. */
        void kill(String why);
    }

    final FrameType type;
    final ByteBuffer input;
    /** How many tasks it stands for. */
    final int weight;
    /** How long it may run; 0 is for ever. */
    final long limitNanos;

    /** Its number on the connection that it was given to; guarded by that connection's lock until it is in flight. */
    long number;
    /** Its index among those in flight there, likewise. */
    int index;
    /** How often it was given to a worker that died. */
    int attempt;
    /** Of those that wait in a chain: the next one. For its owner; a chain takes no memory. */
    @Nullable
    WorkItem next;
    /** When it was first seen to be running, by {@link System#nanoTime}; 0: not yet. Used by the timer only. */
    long seenRunning;

    /** How the workers ended that it was given to, in this order; by its owner only. */
    private List<WorkerDiedException> deaths = List.of();

    private volatile @Nullable Holder holder;
    private volatile @Nullable StoppedTaskException stop;

    WorkItem(FrameType type, ByteBuffer input, int weight, long limitNanos) {
        this.type = type;
        this.input = input;
        this.weight = weight;
        this.limitNanos = limitNanos;
    }

    /** The worker that it was given to last. */
    @Nullable
    Holder holder() {
        return holder;
    }

    void givenTo(Holder link, long newNumber, int newIndex) {
        number = newNumber;
        index = newIndex;
        seenRunning = 0;
        holder = link;
    }

    /** Its worker has died, and it is given to another one. */
    void diedWith(WorkerDiedException death) {
        List<WorkerDiedException> more = new ArrayList<>(deaths);
        more.add(death);
        deaths = List.copyOf(more);
        attempt++;
    }

    List<WorkerDiedException> deaths() {
        return deaths;
    }

    /** Why it is to be stopped, or null: then it may run. */
    @Nullable
    StoppedTaskException stop() {
        return stop;
    }

    /** From now on it fails, whatever comes of it. Returns false when that had been decided before. */
    synchronized boolean stopFor(StoppedTaskException reason) {
        if (stop != null) {
            return false;
        }
        stop = reason;
        return true;
    }

    /** Whether all its completions have been called. */
    abstract boolean isReported();

    /**
     * Calls its completions with what the worker's last answer says. What it throws before it {@link #isReported} asks
     * for {@link #failed}.
     */
    abstract void answered(Frame frame, TaskCounts counts);

    /**
     * Calls its completions with this failure. What it throws before it {@link #isReported} asks for doing it again.
     */
    abstract void failed(ProcessPoolException cause, TaskCounts counts);
}
