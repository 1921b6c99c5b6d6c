package org.concurrencybench.process.coordination;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.concurrencybench.process.internal.broker.Answer;
import org.concurrencybench.process.internal.broker.Op;
import org.concurrencybench.process.internal.broker.Port;
import org.concurrencybench.process.internal.broker.Status;
import org.jspecify.annotations.Nullable;

/**
 * A place where a fixed number of threads, in any processes, wait for each other; it may be used again and again.
 *
 * <p>The end of a process that has ever arrived here breaks it at once, for those that wait and those that come: killed
 * or not, waiting here or not, running the action or not. {@link #reset} makes it whole for others. A process that dies
 * before it first arrives is not known: give {@link #await(Duration)} a timeout for that.
 *
 * <p>A stopped process is not dead: one that has arrived counts as there, one that has not is waited for, until a
 * timeout breaks it. When the owner ends, every operation fails with {@link OwnerGoneException}; while the owner is
 * stopped, everybody waits until it continues, even beyond a timeout.
 */
public record ProcessBarrier(SharedHandle handle, int parties) {
    public ProcessBarrier {
        Objects.requireNonNull(handle);
    }

    /**
     * Waits for the others.
     *
     * @return the number of parties that were still to come on arrival: 0 for the last one
     * @throws BrokenProcessBarrierException when it is broken, or breaks meanwhile
     * @throws InterruptedException when interrupted: it breaks for the others
     */
    public int await() throws InterruptedException, BrokenProcessBarrierException, OwnerGoneException {
        return number(arrive(null, Port.FOREVER));
    }

    /**
     * Waits for the others; the last one that arrives runs the action before any goes on.
     *
     * @param action of the last one; the others' actions are not run
     */
    public int await(Runnable action) throws InterruptedException, BrokenProcessBarrierException, OwnerGoneException {
        return number(arrive(Objects.requireNonNull(action, "action"), Port.FOREVER));
    }

    /**
     * Waits for the others, at most that long.
     *
     * @throws TimeoutException when they did not come in time: it breaks for them
     */
    public int await(Duration timeout)
            throws InterruptedException, BrokenProcessBarrierException, OwnerGoneException, TimeoutException {
        Answer answer = arrive(null, SharedHandle.nanos(timeout));
        if (answer.status() == Status.CANCELLED) {
            throw new TimeoutException("not all " + parties + " parties came to the barrier within " + timeout);
        }
        return number(answer);
    }

    private Answer arrive(@Nullable Runnable action, long nanos) throws InterruptedException, OwnerGoneException {
        Answer answer = handle.call(Op.BARRIER_AWAIT, Port.arguments(action == null ? 0 : 1), nanos);
        if (answer.status() != Status.ACT || action == null) {
            return answer;
        }
        boolean well = false;
        try {
            action.run();
            well = true;
        } finally {
            if (!well) {
                Answer told = handle.callNow(Op.BARRIER_ACTED, 0);
                assert told.status() != Status.CANCELLED;
            }
        }
        return handle.callNow(Op.BARRIER_ACTED, 1);
    }

    private static int number(Answer answer) throws BrokenProcessBarrierException {
        if (answer.status() == Status.BROKEN) {
            throw new BrokenProcessBarrierException(answer.text());
        }
        return (int) answer.values().getLong(0);
    }

    /** Breaks it, for those that wait and those that come. */
    public void abort() throws OwnerGoneException {
        handle.callNow(Op.BARRIER_ABORT);
    }

    /** Makes it as it was at first; those that wait are told that it broke. */
    public void reset() throws OwnerGoneException {
        handle.callNow(Op.BARRIER_RESET);
    }

    /** How many wait at this moment. */
    public int waiting() throws OwnerGoneException {
        return (int) handle.callNow(Op.BARRIER_STATE).values().getLong(0);
    }

    public boolean isBroken() throws OwnerGoneException {
        return handle.callNow(Op.BARRIER_STATE).values().getLong(Long.BYTES) != 0;
    }
}
