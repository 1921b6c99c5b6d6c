package org.concurrencybench.process.coordination;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import org.concurrencybench.process.internal.broker.EventWord;
import org.concurrencybench.process.internal.broker.Op;
import org.concurrencybench.process.internal.broker.Port;
import org.concurrencybench.process.internal.broker.Status;
import org.concurrencybench.process.internal.broker.Words;

/**
 * A flag that threads of all processes set, clear and wait for. It belongs to no process.
 *
 * <p>What happens when a process dies: the event stays as it is; a waiter is forgotten. Those for whom a process set it
 * are woken even if that process is killed in the middle of {@link #set}. A process that is stopped there, and not
 * dead, may leave those who wait already waiting until it continues or another one sets the event; their timeouts then
 * still return that it was set, and {@link #isSet} shows it at once. When the owner ends, waiting fails with
 * {@link OwnerGoneException}; while the owner is stopped, an event that is set lets everybody pass, and nobody else is
 * woken.
 */
public record ProcessEvent(SharedHandle handle) {
    public ProcessEvent {
        Objects.requireNonNull(handle);
    }

    /** Whether it is set: a look at shared memory. */
    public boolean isSet() throws OwnerGoneException {
        Port port = handle.port();
        return port.sharesMemory()
                ? EventWord.isSet(port.words().get(handle.slot()))
                : handle.callNow(Op.EVENT_STATE).values().getLong(0) != 0;
    }

    /** Sets it, and wakes all that wait. */
    public void set() throws OwnerGoneException {
        Port port = handle.port();
        if (!port.sharesMemory()) {
            handle.callNow(Op.EVENT_SET);
        } else if (EventWord.hasWaiters(change(port.words(), EventWord::set))) {
            handle.tell(Op.EVENT_WAKE, 0);
        }
    }

    /** Clears it; who was woken stays awake. */
    public void clear() throws OwnerGoneException {
        Port port = handle.port();
        if (port.sharesMemory()) {
            change(port.words(), EventWord::cleared);
        } else {
            handle.callNow(Op.EVENT_CLEAR);
        }
    }

    /** Waits until it is set. */
    public void await() throws InterruptedException, OwnerGoneException {
        await(Port.FOREVER);
    }

    /** Waits until it is set, at most that long; returns whether it was set since the call. */
    public boolean await(Duration timeout) throws InterruptedException, OwnerGoneException {
        return await(SharedHandle.nanos(timeout));
    }

    private boolean await(long nanos) throws InterruptedException, OwnerGoneException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return isSet() || handle.call(Op.EVENT_AWAIT, Port.arguments(), nanos).status() == Status.OK;
    }

    /** Returns the word as it was before. */
    private long change(Words words, LongUnaryOperator function) {
        while (true) {
            long word = words.get(handle.slot());
            long changed = function.applyAsLong(word);
            if (word == changed || words.compareAndSet(handle.slot(), word, changed)) {
                return word;
            }
        }
    }
}
