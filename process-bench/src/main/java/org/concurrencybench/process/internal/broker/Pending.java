package org.concurrencybench.process.internal.broker;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A call that its thread waits for. */
final class Pending {
    private final Thread caller = Thread.currentThread();
    private volatile @Nullable Answer answer;

    void complete(Answer given) {
        answer = given;
        LockSupport.unpark(caller);
    }

    /**
     * Waits for the answer.
     *
     * @param nanos at most; {@link Long#MAX_VALUE}: as long as it takes
     * @return null when the time is over, or the thread was interrupted: its flag is set then
     */
    @Nullable
    Answer await(long nanos) {
        long deadline = nanos == Long.MAX_VALUE ? 0 : System.nanoTime() + nanos;
        Answer given;
        while ((given = answer) == null && !Thread.currentThread().isInterrupted()) {
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return answer;
                }
                LockSupport.parkNanos(this, left);
            }
        }
        return given;
    }

    /** Waits for the answer, whatever happens. */
    Answer awaitUninterruptibly() {
        boolean interrupted = false;
        Answer given;
        while ((given = answer) == null) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            caller.interrupt();
        }
        return given;
    }
}
