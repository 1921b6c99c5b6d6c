package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.internal.launch.WorkerJvm;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.concurrencybench.process.internal.wire.TaskIds;
import org.jspecify.annotations.Nullable;

/**
 * A ready worker as the pool sees it: a connection, and the tasks in flight, which the worker holds.
 *
 * @implNote Submitters and the receiving thread both {@link #pump} tasks from the backlog into the worker, under the
 *     connection's lock. A submitter does so only while a slot stands idle; otherwise a result is bound to arrive, and
 *     the receiving thread then hands over all that has gathered in one write. That makes writes large under load and
 *     immediate without. No task is left behind: a submitter adds to the backlog before it looks for idle slots, and
 *     the receiving thread counts a task out before it looks into the backlog, so one of them sees the other.
 */
final class WorkerProxy implements WorkItem.Holder {
    /** Bytes of inputs that a worker may hold ahead of need. */
    private static final long MAX_AHEAD_BYTES = 4 << 20;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Comparator<WorkItem> BY_NUMBER = Comparator.comparingLong(task -> task.number);

    private final Connection connection;
    private final TaskTracker tracker;
    private final WorkerJvm jvm;
    private final int workers;
    private final PrefetchWindow window;
    private final AtomicReferenceArray<@Nullable WorkItem> inFlight = new AtomicReferenceArray<>(TaskIds.MAX_IN_FLIGHT);
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicLong heldBytes = new AtomicLong();

    private volatile @Nullable Throwable broken;
    /** The task beside which there must be none, because a worker has died of it before. */
    private volatile @Nullable WorkItem alone;

    // Guarded by the connection's lock.
    private long lastNumber;
    private boolean closed;
    private boolean retired;
    private long lastCheckedNumber;
    private long idleSince;

    WorkerProxy(Connection connection, WorkerJvm jvm, TaskTracker tracker, int slots, int workers) {
        this.connection = connection;
        this.jvm = jvm;
        this.tracker = tracker;
        this.workers = workers;
        this.window = new PrefetchWindow(slots);
    }

    boolean hasIdleSlot() {
        return alone == null && held.get() < window.slots();
    }

    boolean isIdle() {
        return held.get() == 0;
    }

    /** Whether so many tasks have come back that the worker may run dry while results are being handled. */
    boolean runsLow() {
        return held.get() <= window.size() / 2;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // there is one object for each worker
    public void pump() {
        WorkItem stopped = null;
        WorkItem.Holder freed = null;
        connection.sending().lock();
        try {
            if (closed || retired || alone != null) {
                return;
            }
            if (tracker.hasSuspects()) {
                if (held.get() > 0) {
                    if (tracker.empties(this)) {
                        return;
                    }
                } else {
                    WorkItem suspect = tracker.nextSuspect();
                    freed = tracker.stopEmptying();
                    if (suspect != null) {
                        alone = suspect;
                        if (gather(suspect)) {
                            connection.flush();
                            return;
                        }
                        alone = null;
                        stopped = suspect;
                    }
                }
            }
            // Others want their share of a short backlog.
            int ahead = (tracker.waiting() + 2 * workers - 1) / (2 * workers);
            boolean gathered = false;
            while (hasIdleSlot() || (ahead-- > 0 && hasRoomAhead())) {
                WorkItem task = tracker.next();
                if (task == null) {
                    break;
                }
                if (gather(task)) {
                    gathered = true;
                } else {
                    task.next = stopped;
                    stopped = task;
                }
            }
            if (gathered) {
                connection.flush();
            }
        } catch (IOException e) {
            // The worker has gone. The receiving thread sees that too, and fails what is in flight.
            connection.wakeup();
        } catch (Throwable e) {
            breakOff(e);
        } finally {
            connection.sending().unlock();
            while (stopped != null) { // not under the lock: completions are called
                WorkItem task = stopped;
                stopped = task.next;
                task.next = null;
                tracker.failed(task, Objects.requireNonNull(task.stop()));
            }
            if (freed != null && freed != this) {
                freed.pump();
            }
        }
    }

    /**
     * Nobody knows how much of the last frame was gathered, for want of memory most likely: the receiving thread ends
     * the worker.
     */
    private void breakOff(Throwable e) {
        broken = e;
        connection.wakeup();
    }

    /** Why the worker can be sent nothing more; null when it can. */
    @Nullable
    Throwable broken() {
        return broken;
    }

    private boolean hasRoomAhead() {
        return held.get() < window.size() && heldBytes.get() < MAX_AHEAD_BYTES;
    }

    /** Returns false when the task is to be stopped; it is the caller's again then. */
    private boolean gather(WorkItem task) throws IOException {
        long number = ++lastNumber;
        int index = (int) (number % TaskIds.MAX_IN_FLIGHT);
        while (inFlight.get(index) != null) { // a long task may still sit where the numbers come round
            index = (index + 1) % TaskIds.MAX_IN_FLIGHT;
        }
        task.givenTo(this, number, index);
        held.incrementAndGet();
        heldBytes.addAndGet(task.input.remaining());
        inFlight.set(index, task);
        if (task.stop() != null) { // whoever stops it from now on sees it here
            release(task);
            return false;
        }
        connection.gather(task.type, task.attempt, TaskIds.of(number, index), 0, task.input);
        return true;
    }

    private void release(WorkItem task) {
        inFlight.set(task.index, null);
        heldBytes.addAndGet(-task.input.remaining());
        held.decrementAndGet();
    }

    @Override
    public boolean send(FrameType request, WorkItem task) {
        connection.sending().lock();
        try {
            if (closed || !holds(task)) {
                return false;
            }
            connection.gather(request, 0, TaskIds.of(task.number, task.index), 0, NOTHING);
            connection.flush();
        } catch (IOException e) {
            connection.wakeup(); // as in pump
        } catch (Throwable e) {
            breakOff(e);
        } finally {
            connection.sending().unlock();
        }
        return true;
    }

    /** Takes no more tasks; those that it holds run to their end. */
    void retire() {
        connection.sending().lock();
        try {
            retired = true;
            tracker.stopEmptying(this);
        } finally {
            connection.sending().unlock();
        }
    }

    /** Takes no more tasks, but only if it holds none. Returns whether it did. */
    boolean retireIfIdle() {
        connection.sending().lock();
        try {
            if (held.get() > 0) {
                return false;
            }
            retired = true;
            tracker.stopEmptying(this);
            return true;
        } finally {
            connection.sending().unlock();
        }
    }

    /** For how long it has held no task, as far as checks now and then can tell. Called by the timer only. */
    long idleNanos(long now) {
        connection.sending().lock();
        try {
            if (held.get() > 0 || lastNumber != lastCheckedNumber || idleSince == 0) {
                lastCheckedNumber = lastNumber;
                idleSince = now;
            }
            return now - idleSince;
        } finally {
            connection.sending().unlock();
        }
    }

    @Override
    public boolean holds(WorkItem task) {
        return inFlight.get(task.index) == task;
    }

    @Override
    public void kill(String why) {
        jvm.kill(why);
    }

    /** Those of the running tasks that have been seen to run for their limit or longer. Called by the timer only. */
    List<WorkItem> overdue(long now) {
        List<WorkItem> oldest = new ArrayList<>();
        for (int index = 0; index < TaskIds.MAX_IN_FLIGHT; index++) {
            WorkItem task = inFlight.get(index);
            if (task != null) {
                oldest.add(task);
            }
        }
        oldest.sort(BY_NUMBER);
        List<WorkItem> overdue = new ArrayList<>();
        // Slots take tasks in the order of their numbers. Answers on their way make this look late, but never early.
        for (WorkItem task : oldest.subList(0, Math.min(window.slots(), oldest.size()))) {
            if (task.seenRunning == 0) {
                task.seenRunning = now;
            } else if (task.limitNanos > 0 && now - task.seenRunning >= task.limitNanos) {
                overdue.add(task);
            }
        }
        return overdue;
    }

    /** The task that this frame is about; it stays in the worker's hands. */
    WorkItem find(Frame frame) throws ProtocolViolation {
        WorkItem task = inFlight.get(TaskIds.index(frame.id()));
        if (task == null || task.number != TaskIds.number(frame.id())) {
            throw new ProtocolViolation("the worker answered a task that it does not hold");
        }
        return task;
    }

    /** The task that this frame ends, now the caller's. */
    WorkItem take(Frame frame) throws ProtocolViolation {
        if (!frame.type().isAnswer()) {
            throw new ProtocolViolation("the worker sent " + frame.type());
        }
        WorkItem task = find(frame);
        release(task);
        if (task == alone) {
            alone = null;
        }
        if (frame.type() != FrameType.WITHDRAWN) {
            window.observe(frame.nanos());
        }
        return task;
    }

    /** Takes no more tasks, and returns those that it held, in the order in which they were handed over. */
    List<WorkItem> abandon() {
        connection.sending().lock();
        try {
            closed = true;
            alone = null;
            tracker.stopEmptying(this);
        } finally {
            connection.sending().unlock();
        }
        List<WorkItem> left = new ArrayList<>();
        for (int index = 0; index < TaskIds.MAX_IN_FLIGHT; index++) {
            WorkItem task = inFlight.get(index);
            if (task != null) {
                left.add(task);
            }
        }
        left.sort(BY_NUMBER);
        for (int index = 0;
                index < TaskIds.MAX_IN_FLIGHT;
                index++) { // where the memory did not suffice, they still stand there
            inFlight.set(index, null);
        }
        held.set(0);
        return left;
    }

    /** What {@link #abandon} does where there is no memory for a list: fails them all. */
    void failAll(WorkerDiedException death) {
        connection.sending().lock();
        try {
            closed = true;
        } finally {
            connection.sending().unlock();
        }
        for (int index = 0; index < TaskIds.MAX_IN_FLIGHT; index++) {
            WorkItem task = inFlight.getAndSet(index, null);
            if (task != null) {
                held.decrementAndGet();
                tracker.failed(task, death);
            }
        }
    }
}
