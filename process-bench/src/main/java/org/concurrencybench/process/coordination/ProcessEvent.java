package org.concurrencybench.process.coordination;

import java.time.Duration;
import java.util.Objects;
import org.concurrencybench.process.internal.broker.Op;
import org.concurrencybench.process.internal.broker.Port;
import org.concurrencybench.process.internal.broker.Status;
import org.concurrencybench.process.internal.broker.Words;

/**
 * A flag that threads of all processes set, clear and wait for. It belongs to no process: whoever dies leaves it as it
 * is, and a waiter that dies is forgotten.
 */
public record ProcessEvent(SharedHandle handle) {
    private static final long SET = 1;
    private static final long WAITERS = 2;

    public ProcessEvent {
        Objects.requireNonNull(handle);
    }

    /** Whether it is set: a look at shared memory. */
    public boolean isSet() throws OwnerGoneException {
        Port port = handle.port();
        return port.sharesMemory()
                ? (port.words().get(handle.slot()) & SET) != 0
                : handle.callNow(Op.EVENT_STATE).values().getLong(0) != 0;
    }

    /** Sets it, and wakes all that wait. */
    public void set() throws OwnerGoneException {
        Port port = handle.port();
        if (!port.sharesMemory()) {
            handle.callNow(Op.EVENT_SET);
        } else if ((change(port.words(), SET) & WAITERS) != 0) {
            handle.tell(Op.EVENT_WAKE, 0);
        }
    }

    /** Clears it; who was woken stays awake. */
    public void clear() throws OwnerGoneException {
        Port port = handle.port();
        if (port.sharesMemory()) {
            change(port.words(), 0);
        } else {
            handle.callNow(Op.EVENT_CLEAR);
        }
    }

    /** Waits until it is set. */
    public void await() throws InterruptedException, OwnerGoneException {
        await(Port.FOREVER);
    }

    /** Waits until it is set, at most that long; returns whether it was. */
    public boolean await(Duration timeout) throws InterruptedException, OwnerGoneException {
        return await(SharedHandle.nanos(timeout));
    }

    private boolean await(long nanos) throws InterruptedException, OwnerGoneException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return isSet() || handle.call(Op.EVENT_AWAIT, Port.arguments(), nanos).status() == Status.OK;
    }

    /** Sets or clears it; returns the word as it was before. */
    private long change(Words words, long value) {
        while (true) {
            long word = words.get(handle.slot());
            long changed = (word & ~SET) | value;
            if (word == changed || words.compareAndSet(handle.slot(), word, changed)) {
                return word;
            }
        }
    }
}
