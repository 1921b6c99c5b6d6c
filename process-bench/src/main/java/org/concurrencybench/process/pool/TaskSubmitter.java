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
    private final TaskTracker ledger;
    private final WorkerSupervisor crew;
    private final Stopper stopper;

    TaskSubmitter(ProcessPoolConfig config, FunctionSpec<I, O> registration, TaskTracker ledger, WorkerSupervisor crew, Stopper stopper) {
        this.input = registration.input();
        this.output = registration.output();
        this.maxPayload = config.workerOptions().maxPayload();
        this.limitNanos = config.workerOptions().taskTimeout().toNanos();
        this.ledger = ledger;
        this.crew = crew;
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
    void hand(WorkItem task) throws InterruptedException {
        ledger.admission().enter(task.weight, !ledger.callbacks().isInside());
        handAdmitted(task);
    }

    /** Returns false when there was no room in time. {@link Long#MAX_VALUE} is as patient as {@link #hand}. */
    boolean tryHand(WorkItem task, long patienceNanos) throws InterruptedException {
        if (patienceNanos == Long.MAX_VALUE) {
            hand(task);
            return true;
        }
        if (!ledger.admission().tryEnter(ledger.callbacks().isInside() ? 0 : patienceNanos)) {
            return false;
        }
        handAdmitted(task);
        return true;
    }

    private void handAdmitted(WorkItem task) {
        boolean taken;
        try {
            if (task.limitNanos > 0) {
                stopper.watch(task.limitNanos);
            }
            taken = ledger.take(task);
        } catch (Throwable e) { // no memory for its place in the backlog, or no thread for the watch
            LastResort.report(e);
            ledger.failed(task, LastResort.noMemory());
            return;
        }
        if (taken) {
            wake();
        }
    }

    /** The task is taken in, so its submitter is told of nothing that goes wrong here: whoever wakes the workers next finds it. */
    private void wake() {
        try {
            crew.wakeIdle();
        } catch (Throwable e) {
            LastResort.report(e);
        }
    }

    void withdraw(WorkItem task) {
        stopper.withdraw(task);
    }

    /** Counts an input that was refused before it became a task. */
    void countRefusal() {
        ledger.counts().failed.increment();
    }
}
