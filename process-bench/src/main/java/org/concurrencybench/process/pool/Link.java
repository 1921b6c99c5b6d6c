package org.concurrencybench.process.pool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A ready worker as the pool sees it: a connection, and the table of the tasks that the worker holds.
 *
 * <p>Design note. Submitters and the receiving thread both {@link #pump} tasks from the backlog into the worker, under the
 * connection's lock. A submitter does so only while a slot stands idle; otherwise a result is bound to arrive, and the
 * receiving thread then hands over all that has gathered in one write. That makes writes large under load and immediate
 * without. No task is left behind: a submitter adds to the backlog before it looks for idle slots, and the receiving thread
 * counts a task out before it looks into the backlog, so one of them sees the other.
 */
final class Link<O> {
    /** Bytes of inputs that a worker may hold ahead of need. */
    private static final long MAX_AHEAD_BYTES = 4 << 20;

    private final Connection connection;
    private final Backlog<O> backlog;
    private final int workers;
    private final Window window;
    private final AtomicReferenceArray<@Nullable Submission<O>> table = new AtomicReferenceArray<>(TaskIds.PLACES);
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicLong heldBytes = new AtomicLong();

    // Guarded by the connection's lock.
    private long lastNumber;
    private boolean closed;

    Link(Connection connection, Backlog<O> backlog, int slots, int workers) {
        this.connection = connection;
        this.backlog = backlog;
        this.workers = workers;
        this.window = new Window(slots);
    }

    boolean hasIdleSlot() {
        return held.get() < window.slots();
    }

    boolean isIdle() {
        return held.get() == 0;
    }

    /** Whether so many tasks have come back that the worker may run dry while results are being handled. */
    boolean runsLow() {
        return held.get() <= window.size() / 2;
    }

    /** Hands tasks over while the worker has room for them. */
    void pump() {
        connection.sending().lock();
        try {
            if (closed) {
                return;
            }
            // Others want their share of a short backlog.
            int ahead = (backlog.size() + 2 * workers - 1) / (2 * workers);
            boolean gathered = false;
            while (hasIdleSlot() || (ahead-- > 0 && hasRoomAhead())) {
                Submission<O> task = backlog.poll();
                if (task == null) {
                    break;
                }
                gather(task);
                gathered = true;
            }
            if (gathered) {
                connection.flush();
            }
        } catch (IOException e) {
            // The worker has gone. The receiving thread sees that too, and fails what the table holds.
            connection.wakeup();
        } finally {
            connection.sending().unlock();
        }
    }

    private boolean hasRoomAhead() {
        return held.get() < window.size() && heldBytes.get() < MAX_AHEAD_BYTES;
    }

    private void gather(Submission<O> task) {
        long number = ++lastNumber;
        int place = (int) (number % TaskIds.PLACES);
        while (table.get(place) != null) { // a long task may still sit where the numbers come round
            place = (place + 1) % TaskIds.PLACES;
        }
        task.number = number;
        held.incrementAndGet();
        heldBytes.addAndGet(task.input.remaining());
        table.set(place, task);
        connection.gather(FrameType.TASK, 0, TaskIds.of(number, place), 0, task.input);
    }

    /** The task that this frame ends, now the caller's. */
    Submission<O> take(Frame frame) throws ProtocolViolation {
        int place = TaskIds.place(frame.id());
        Submission<O> task = table.get(place);
        if (task == null || task.number != TaskIds.number(frame.id())) {
            throw new ProtocolViolation("the worker answered a task that it does not hold");
        }
        table.set(place, null);
        heldBytes.addAndGet(-task.input.remaining());
        held.decrementAndGet();
        window.observe(frame.nanos());
        return task;
    }

    /** Takes no more tasks, and returns those that it held, in the order in which they were handed over. */
    List<Submission<O>> abandon() {
        connection.sending().lock();
        try {
            closed = true;
        } finally {
            connection.sending().unlock();
        }
        List<Submission<O>> left = new ArrayList<>();
        for (int place = 0; place < TaskIds.PLACES; place++) {
            Submission<O> task = table.getAndSet(place, null);
            if (task != null) {
                left.add(task);
            }
        }
        held.set(0);
        left.sort(Comparator.comparingLong(task -> task.number));
        return left;
    }
}
