package org.concurrencybench.process.pool;

import java.nio.ByteBuffer;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.api.FunctionSpec;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.internal.launch.LastResort;
import org.concurrencybench.process.internal.wire.Payloads;

/** Where tasks come into a pool: encoded, checked, admitted, and shown to the workers. */
final class TaskSubmitter<I, O> {
    private final Codec<I> input;
    private final Codec<O> output;
    private final int maxPayload;
    private final long limitNanos;
    private final TaskTracker tracker;
    private final WorkerSupervisor supervisor;
    private final Stopper stopper;

    TaskSubmitter(
            ProcessPoolConfig config,
            FunctionSpec<I, O> function,
            TaskTracker tracker,
            WorkerSupervisor supervisor,
            Stopper stopper) {
        this.input = function.input();
        this.output = function.output();
        this.maxPayload = config.workerOptions().maxPayload();
        this.limitNanos = config.workerOptions().taskTimeout().toNanos();
        this.tracker = tracker;
        this.supervisor = supervisor;
        this.stopper = stopper;
    }

    int maxPayload() {
        return maxPayload;
    }

    /** How long a task may run unless it is said for that task; 0: for ever. */
    long limitNanos() {
        return limitNanos;
    }

    Codec<O> output() {
        return output;
    }

    ByteBuffer encode(I value) throws PayloadException {
        return Payloads.encode(input, value, maxPayload);
    }

    /** Waits for room, but not on the threads of the pool, which make it. */
    void submit(WorkItem task) throws InterruptedException {
        tracker.admit(task);
        submitAdmitted(task);
    }

    /** Returns false when there was no room in time. {@link Long#MAX_VALUE} waits as {@link #submit} does. */
    boolean trySubmit(WorkItem task, long timeoutNanos) throws InterruptedException {
        if (timeoutNanos == Long.MAX_VALUE) {
            submit(task);
            return true;
        }
        if (!tracker.tryAdmit(timeoutNanos)) {
            return false;
        }
        submitAdmitted(task);
        return true;
    }

    private void submitAdmitted(WorkItem task) {
        boolean taken;
        try {
            if (task.limitNanos > 0) {
                stopper.ensureTimeout(task.limitNanos);
            }
            taken = tracker.take(task);
        } catch (Throwable e) { // no memory for its place in the backlog, or no thread for the timer
            LastResort.report(e);
            tracker.failed(task, LastResort.noMemory());
            return;
        }
        if (taken) {
            wake();
        }
    }

    /**
     * The task is taken in, so its submitter hears of nothing that goes wrong here: the next thread that wakes the
     * workers finds it.
     */
    private void wake() {
        try {
            supervisor.wakeIdle();
        } catch (Throwable e) {
            LastResort.report(e);
        }
    }

    void withdraw(WorkItem task) {
        stopper.withdraw(task);
    }

    /** Counts an input that was refused before it became a task. */
    void countRefusal() {
        tracker.counts().failed.increment();
    }
}
