package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.concurrencybench.core.codec.Codec;

/** Where tasks come into a pool: encoded, checked, admitted, and shown to the workers. */
final class Intake<I, O> {
    private final Codec<I> input;
    private final Codec<O> output;
    private final int maxPayload;
    private final long limitNanos;
    private final Ledger ledger;
    private final Crew crew;
    private final Stopper stopper;

    Intake(ProcessPoolConfig config, Registration<I, O> registration, Ledger ledger, Crew crew, Stopper stopper) {
        this.input = registration.input();
        this.output = registration.output();
        this.maxPayload = config.maxPayload();
        this.limitNanos = config.taskTimeout().toNanos();
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
        return encode(input, value, maxPayload);
    }

    static <I> ByteBuffer encode(Codec<I> input, I value, int maxPayload) throws PayloadException {
        ByteBuffer bytes;
        try {
            bytes = input.encode(value);
        } catch (IOException | RuntimeException e) {
            throw new PayloadException("the input cannot be encoded: " + e.getMessage(), e);
        }
        if (bytes.remaining() > maxPayload) {
            throw new PayloadException(
                    "the input takes " + bytes.remaining() + " bytes, and maxPayload is " + maxPayload + ": raise that",
                    null);
        }
        return bytes;
    }

    /** Waits for room, but not on the threads of the pool, which make it. */
    void hand(Submission task) throws InterruptedException {
        ledger.admission().enter(task.weight, !ledger.callbacks().isInside());
        handAdmitted(task);
    }

    /** Returns false when there was no room in time. {@link Long#MAX_VALUE} is as patient as {@link #hand}. */
    boolean tryHand(Submission task, long patienceNanos) throws InterruptedException {
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

    private void handAdmitted(Submission task) {
        if (task.limitNanos > 0) {
            stopper.watch(task.limitNanos);
        }
        if (ledger.take(task)) {
            crew.wakeIdle();
        }
    }

    void withdraw(Submission task) {
        stopper.withdraw(task);
    }

    /** Counts an input that was refused before it became a task. */
    void countRefusal() {
        ledger.counts().failed.increment();
    }
}
