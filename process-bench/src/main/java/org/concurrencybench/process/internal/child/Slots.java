package org.concurrencybench.process.internal.child;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.internal.wire.Connection;
import org.concurrencybench.process.internal.wire.ExitCodes;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.ProgressFile;
import org.concurrencybench.process.internal.wire.StandardError;
import org.concurrencybench.process.internal.wire.TaskIds;
import org.concurrencybench.process.internal.wire.WorkerSetup;

/**
 * A worker's slots: threads that take tasks in the order in which they came, run them, and answer.
 *
 * @implNote An interrupt must hit the task that it is meant for, never the next one. So a slot announces the id of its
 *     task; who interrupts swaps that for its negative first, and the slot does not take another task until it is zero.
 *     A task between queue and slot when its stop arrives is caught by {@link #late}, which the slot looks at after its
 *     announcement.
 */
final class Slots {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int MAX_LATE = 1000;

    private final WorkerFunction<?, ?> function;
    private final TaskRunner<?, ?> runner;
    private final Connection connection;
    private final ResultBatcher batcher;
    private final LeaderFollowers lead;
    private final ProgressFile progress;
    private final int maxPayload;
    private final LinkedBlockingQueue<Job> queue = new LinkedBlockingQueue<>();
    private final Slot[] slots;
    /** Ids of tasks to be stopped that were found neither in the queue nor in a slot. */
    private final Set<Long> late = ConcurrentHashMap.newKeySet();

    private Slots(
            WorkerFunction<?, ?> function,
            int count,
            Connection connection,
            ResultBatcher batcher,
            LeaderFollowers lead,
            ProgressFile progress,
            int maxPayload) {
        this.function = function;
        this.runner = new TaskRunner<>(function, batcher, queue, maxPayload);
        this.connection = connection;
        this.batcher = batcher;
        this.lead = lead;
        this.progress = progress;
        this.maxPayload = maxPayload;
        this.slots = new Slot[count];
        for (int i = 0; i < count; i++) {
            slots[i] = new Slot(i);
        }
    }

    static Slots open(
            WorkerSetup setup,
            Connection connection,
            ResultBatcher batcher,
            LeaderFollowers lead,
            ProgressFile progress,
            int maxPayload)
            throws Exception {
        WorkerFunction<?, ?> function = make(setup.function());
        function.open(setup.context());
        return new Slots(function, setup.context().slots(), connection, batcher, lead, progress, maxPayload);
    }

    /** A function that is not open yet. */
    @SuppressWarnings("unchecked") // the spec has said its types
    static <I, O> WorkerFunction<I, O> make(String className) throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(className).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (WorkerFunction<I, O>) constructor.newInstance();
    }

    void start() {
        for (Slot slot : slots) {
            slot.start();
        }
    }

    /** Called by the thread that has the lead; never waits. */
    void add(Frame frame) {
        lead.slotWaits(false);
        queue.add(new Job(frame.type(), frame.id(), frame.attempt(), connection.keep(frame)));
    }

    boolean isOne() {
        return slots.length == 1;
    }

    boolean hasQueued() {
        return !queue.isEmpty();
    }

    /** Forgets a task that has not begun. Called by the thread that has the lead. Returns whether there was one. */
    boolean withdraw(long id) throws IOException {
        for (Iterator<Job> jobs = queue.iterator(); jobs.hasNext(); ) {
            Job job = jobs.next();
            if (job.id == id) {
                if (queue.remove(job)) {
                    connection.giveBack(job.payload);
                    batcher.send(FrameType.WITHDRAWN, job.attempt, id, 0, NOTHING, !queue.isEmpty());
                    return true;
                }
                return false; // a slot has just taken it
            }
        }
        return false;
    }

    /** Forgets a task that has not begun, or interrupts it. Called by the thread that has the lead. */
    void stop(long id) throws IOException {
        if (withdraw(id) || interrupt(id)) {
            return;
        }
        if (late.size() >= MAX_LATE) {
            late.clear(); // they had ended before their stop arrived
        }
        late.add(id);
        if (interrupt(id)) {
            late.remove(id);
        }
    }

    private boolean interrupt(long id) {
        for (Slot slot : slots) {
            if (slot.running.compareAndSet(id, -id)) {
                slot.interrupt();
                slot.running.set(0);
                return true;
            }
        }
        return false;
    }

    private TaskRunner<?, ?> runnerOf(Job job) {
        return job.type == FrameType.WARM_UP
                ? new TaskRunner<>(new WarmUpFunction(), batcher, queue, maxPayload)
                : runner;
    }

    void close() throws Exception {
        function.close();
    }

    private final class Slot extends Thread {
        private final int index;
        /**
         * The id of the running task; 0 when there is none, or it was interrupted; negative while it is being
         * interrupted.
         */
        private final AtomicLong running = new AtomicLong();

        Slot(int index) {
            super("slot-".concat(Integer.toString(index)));
            this.index = index;
            setDaemon(true);
        }

        @Override
        @SuppressWarnings(
                "InterruptedExceptionSwallowed") // an interrupt is what the last task left behind, and ends with it
        public void run() {
            while (true) {
                Job job;
                try {
                    job = next();
                } catch (InterruptedException e) {
                    continue;
                }
                boolean unused = Thread.interrupted(); // what came between tasks was meant for none
                try {
                    work(job);
                } catch (Throwable e) {
                    // No answer could be sent. The task would wait for ever, so its worker dies instead.
                    StandardError.print(e);
                    lead.end(ExitCodes.CANNOT_ANSWER);
                }
            }
        }

        private Job next() throws InterruptedException {
            Job job = null;
            while (isOne() && (job = queue.poll()) == null) {
                if (!lead.receiveInSlot()) {
                    lead.slotWaits(true);
                    if (!lead.receiveInSlot()) { // whoever gives up the lead looks whether it waits
                        break;
                    }
                }
                boolean unused = Thread.interrupted(); // it would keep the connection from waiting
            }
            return job == null ? queue.take() : job;
        }

        private void work(Job job) throws IOException {
            running.set(job.id);
            if (!late.isEmpty() && late.remove(job.id)) {
                batcher.send(FrameType.WITHDRAWN, job.attempt, job.id, 0, NOTHING, !queue.isEmpty());
            } else {
                progress.begin(index, TaskIds.number(job.id));
                runnerOf(job).run(job, running);
            }
            connection.giveBack(job.payload);
            if (!running.compareAndSet(job.id, 0)) {
                while (running.get() != 0) {
                    Thread.onSpinWait(); // the interrupt is being delivered
                }
            }
        }
    }
}
