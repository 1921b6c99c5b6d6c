package org.concurrencybench.process.coordination;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.concurrencybench.process.internal.Arguments;
import org.concurrencybench.process.internal.broker.Op;
import org.concurrencybench.process.internal.broker.Port;
import org.concurrencybench.process.internal.broker.Status;

/**
 * Permits that threads of all processes take and give back, in the order in which they asked.
 *
 * <p>When a process ends, the permits that it had taken and not given back are there again, up to the number that there
 * was at first. So permits that stand for a resource are not lost with their holder, and a semaphore that starts with
 * none, as a signal, stays as it is. Permits count for the process that took them: where other processes give them
 * back, as the takers of a bounded buffer do, start with none and release the first ones, so that no death changes
 * their number.
 *
 * <p>A waiter that dies is forgotten, and those behind it are served. A stopped process is not dead: it keeps its
 * permits, or its place, and gets permits in its turn. When the owner ends, every operation fails with
 * {@link OwnerGoneException}; while the owner is stopped, every operation waits until it continues, even beyond a
 * timeout.
 *
 * @param limit how many there may be at once; {@link Integer#MAX_VALUE}: any number
 */
public record ProcessSemaphore(SharedHandle handle, int limit) {
    public ProcessSemaphore {
        Objects.requireNonNull(handle);
    }

    /** Takes one permit, and waits for it as long as it takes. */
    public void acquire() throws InterruptedException, OwnerGoneException {
        acquire(1);
    }

    /** Takes that many permits at once. */
    public void acquire(int permits) throws InterruptedException, OwnerGoneException {
        handle.call(Op.SEMAPHORE_ACQUIRE, arguments(permits), Port.FOREVER);
    }

    /** Takes a permit if one is there and nobody waits. */
    public boolean tryAcquire() throws OwnerGoneException {
        return handle.callNow(Op.SEMAPHORE_TRY, 1).status() == Status.OK;
    }

    /** Takes a permit, and waits for it at most that long. */
    public boolean tryAcquire(Duration timeout) throws InterruptedException, OwnerGoneException {
        return tryAcquire(1, timeout);
    }

    /** Takes that many permits at once, and waits for them at most that long. */
    public boolean tryAcquire(int permits, Duration timeout) throws InterruptedException, OwnerGoneException {
        return handle.call(Op.SEMAPHORE_ACQUIRE, arguments(permits), SharedHandle.nanos(timeout))
                        .status()
                == Status.OK;
    }

    /** Gives one permit back, or one more. */
    public void release() throws OwnerGoneException {
        release(1);
    }

    /**
     * Gives that many.
     *
     * @throws IllegalStateException when there would be more than the limit; nothing changes then
     */
    public void release(int permits) throws OwnerGoneException {
        Arguments.range("permits", permits, 1, Integer.MAX_VALUE);
        if (limit == Integer.MAX_VALUE) {
            handle.announce(Op.SEMAPHORE_RELEASE, permits);
        } else {
            handle.callNow(Op.SEMAPHORE_RELEASE, permits);
        }
    }

    /** How many permits are there at this moment, {@link Integer#MAX_VALUE} for more than that. */
    public int availablePermits() throws OwnerGoneException {
        return Math.clamp(handle.callNow(Op.SEMAPHORE_AVAILABLE).values().getLong(0), 0, Integer.MAX_VALUE);
    }

    private static ByteBuffer arguments(int permits) {
        return Port.arguments(Arguments.range("permits", permits, 1, Integer.MAX_VALUE));
    }
}
