package org.concurrencybench.core.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The clock by which tasks arrive and complete; simulations have one of their own. */
public interface LoadClock {
    /** Nanoseconds from any origin, never backwards. */
    long nanos();

    /** Returns at {@code due} or a little later; at once where that is past. */
    void sleepUntil(long due) throws InterruptedException;

    /** Waits until {@code done}, for which it is asked again and again, or until {@code deadline}. */
    void await(BooleanSupplier done, long deadline) throws InterruptedException;

    /** {@link System#nanoTime}. The waiting thread parks and does not spin: it must not take a core from the tasks. */
    static LoadClock system() {
        return new LoadClock() {
            private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleepUntil(long due) throws InterruptedException {
                long left = due - System.nanoTime();
                while (left > 0) {
                    park(left);
                    left = due - System.nanoTime();
                }
            }

            @Override
            public void await(BooleanSupplier done, long deadline) throws InterruptedException {
                long left = deadline - System.nanoTime();
                while (left > 0 && !done.getAsBoolean()) {
                    park(Math.min(left, POLL_NANOS));
                    left = deadline - System.nanoTime();
                }
            }

            private void park(long nanos) throws InterruptedException {
                LockSupport.parkNanos(this, nanos);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting for tasks to be due or to complete");
                }
            }
        };
    }
}
