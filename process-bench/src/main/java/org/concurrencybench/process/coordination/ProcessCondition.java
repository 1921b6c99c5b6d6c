package org.concurrencybench.process.coordination;

import java.time.Duration;
import java.util.Objects;
import org.concurrencybench.process.internal.broker.Answer;
import org.concurrencybench.process.internal.broker.Op;
import org.concurrencybench.process.internal.broker.Port;

/**
 * A condition of a {@link ProcessLock}: threads of any process wait for it, and have given the lock back meanwhile.
 *
 * <p>Signalling waits for nobody. A waiter that dies is forgotten; if it dies between the signal and its turn, the
 * signal goes to the next waiter. A signaller that dies after its signal has signalled.
 *
 * <p>When a process dies while it holds the lock, all that wait for conditions of the lock are woken, one after the
 * other as they get the lock: the dead holder may be the one that would have signalled. The first of them finds
 * {@link ProcessLock.Hold#previousHolderDied}. So wait in a loop:
 *
 * <pre>{@code
 * while (!isThere() && !hold.previousHolderDied()) {
 *     condition.await(hold);
 * }
 * }</pre>
 *
 * <p>A stopped process is not dead: signals reach it, and once its turn comes it holds the lock until it continues and
 * gives it back. When the owner ends, waiting fails with {@link OwnerGoneException}; while it is stopped, nobody is
 * woken, not even by a timeout.
 */
public record ProcessCondition(SharedHandle handle, ProcessLock lock) {
    public ProcessCondition {
        Objects.requireNonNull(handle);
        Objects.requireNonNull(lock);
    }

    /**
     * Gives the lock back, waits for a signal, or for the death of a holder of the lock, and takes the lock again.
     * There are no other wake-ups, but what was waited for may have changed again.
     *
     * @param hold of this condition's lock; the same one holds it afterwards, and knows whether a holder has died
     * @throws InterruptedException when interrupted before a signal; the lock is held again nevertheless
     */
    public void await(ProcessLock.Hold hold) throws InterruptedException, OwnerGoneException {
        boolean signalled = await(hold, Port.FOREVER);
        assert signalled;
    }

    /**
     * The same, at most that long. The lock is taken again however long that takes.
     *
     * @return whether there was a signal in time, or a holder of the lock died
     */
    public boolean await(ProcessLock.Hold hold, Duration timeout) throws InterruptedException, OwnerGoneException {
        return await(hold, SharedHandle.nanos(timeout));
    }

    private boolean await(ProcessLock.Hold hold, long nanos) throws InterruptedException, OwnerGoneException {
        check(hold);
        Answer granted = handle.call(Op.CONDITION_AWAIT, Port.arguments(), nanos);
        hold.renew(granted);
        boolean signalled = granted.values().getLong(2 * Long.BYTES) != 0;
        if (!signalled && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return signalled;
    }

    /** Wakes the one that has waited longest, if there is one. */
    public void signal(ProcessLock.Hold hold) throws OwnerGoneException {
        signalNow(hold, 1);
    }

    /** Wakes up to {@code count} of those that wait, in the order in which they came. */
    public void signal(ProcessLock.Hold hold, int count) throws OwnerGoneException {
        signalNow(hold, count);
    }

    /** Wakes all that wait. */
    public void signalAll(ProcessLock.Hold hold) throws OwnerGoneException {
        signalNow(hold, Long.MAX_VALUE);
    }

    private void signalNow(ProcessLock.Hold hold, long count) throws OwnerGoneException {
        check(hold);
        hold.noteSignal();
        handle.tell(Op.CONDITION_SIGNAL, count);
    }

    private void check(ProcessLock.Hold hold) {
        if (!Objects.requireNonNull(hold, "hold").isOf(lock)) {
            throw new IllegalArgumentException("the hold is of another lock than the condition's");
        }
        if (hold.isReleased()) {
            throw new IllegalStateException("the lock of the condition is not held any more");
        }
    }
}
