package org.concurrencybench.process.coordination;

import java.util.Objects;
import java.util.function.LongUnaryOperator;
import org.concurrencybench.process.internal.broker.Op;
import org.concurrencybench.process.internal.broker.Port;

/**
 * A number in memory that all processes share, as an {@link java.util.concurrent.atomic.AtomicLong}. Each operation is
 * done or not done when its process is killed or stopped, and never half: no death harms it. When the owner ends, every
 * operation fails with {@link OwnerGoneException}; while it is stopped, all work.
 */
public record SharedLong(SharedHandle handle) {
    public SharedLong {
        Objects.requireNonNull(handle);
    }

    public long get() throws OwnerGoneException {
        Port port = handle.port();
        return port.sharesMemory() ? port.words().get(handle.slot()) : asked(Op.WORD_GET);
    }

    public void set(long value) throws OwnerGoneException {
        Port port = handle.port();
        if (port.sharesMemory()) {
            port.words().set(handle.slot(), value);
        } else {
            handle.callNow(Op.WORD_SET, value);
        }
    }

    /** Adds to it; returns the value before. */
    public long getAndAdd(long delta) throws OwnerGoneException {
        Port port = handle.port();
        return port.sharesMemory() ? port.words().getAndAdd(handle.slot(), delta) : asked(Op.WORD_ADD, delta);
    }

    public long incrementAndGet() throws OwnerGoneException {
        return getAndAdd(1) + 1;
    }

    /** Sets it to {@code value} if it is {@code expected}; returns whether it was. */
    public boolean compareAndSet(long expected, long value) throws OwnerGoneException {
        Port port = handle.port();
        return port.sharesMemory()
                ? port.words().compareAndSet(handle.slot(), expected, value)
                : asked(Op.WORD_COMPARE_AND_SET, expected, value) != 0;
    }

    /**
     * Changes it by a function, which may be called several times.
     *
     * @return the new value
     */
    public long updateAndGet(LongUnaryOperator function) throws OwnerGoneException {
        while (true) {
            long value = get();
            long changed = function.applyAsLong(value);
            if (compareAndSet(value, changed)) {
                return changed;
            }
        }
    }

    /** The answer of the owner, on another machine. */
    private long asked(Op op, long... arguments) throws OwnerGoneException {
        return handle.callNow(op, arguments).values().getLong(0);
    }
}
