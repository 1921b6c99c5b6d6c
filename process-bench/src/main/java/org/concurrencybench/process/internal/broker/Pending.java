package org.concurrencybench.process.internal.broker;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A call that its thread waits for. That thread may receive answers itself meanwhile. */
final class Pending {
    private final Thread caller = Thread.currentThread();
    private volatile @Nullable Answer answer;
    /** The caller's own. */
    private long listenedNanos;

    /** How a thread receives answers itself. */
    interface Receiver {
        /**
         * Receives answers of this process, until this call is answered, its thread is interrupted, or the time is
         * over. Returns false at once when the thread is to sleep instead, until it is answered.
         */
        boolean receive(Pending waiting, long nanos);
    }

    void complete(Answer given) {
        answer = given;
        if (Thread.currentThread() != caller) {
            LockSupport.unpark(caller);
        }
    }

    boolean isAnswered() {
        return answer != null;
    }

    Thread caller() {
        return caller;
    }

    long listenedNanos() {
        return listenedNanos;
    }

    void addListenedNanos(long nanos) {
        listenedNanos += nanos;
    }

    /**
     * Waits for the answer.
     *
     * @param nanos at most; {@link Long#MAX_VALUE}: as long as it takes
     * @return null when the time is over, or the thread was interrupted: its flag is set then
     */
    @Nullable
    Answer await(long nanos, Receiver receiver) {
        long deadline = nanos == Long.MAX_VALUE ? 0 : System.nanoTime() + nanos;
        Answer given;
        while ((given = answer) == null && !Thread.currentThread().isInterrupted()) {
            long left = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - System.nanoTime();
            if (left <= 0) {
                return answer;
            }
            if (receiver.receive(this, left)) {
                continue;
            }
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
        return given;
    }

    /** Waits for the answer, whatever happens. */
    Answer awaitUninterruptibly(Receiver receiver) {
        boolean interrupted = false;
        Answer given;
        while ((given = answer) == null) {
            if (!receiver.receive(this, Long.MAX_VALUE)) {
                LockSupport.park(this);
            }
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            caller.interrupt();
        }
        return given;
    }
}
