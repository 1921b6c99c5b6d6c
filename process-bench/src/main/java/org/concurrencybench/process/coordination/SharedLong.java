package org.concurrencybench.process.coordination;

import java.util.Objects;
import java.util.function.LongUnaryOperator;
import org.concurrencybench.process.internal.broker.Words;

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
        return words().get(handle.slot());
    }

    public void set(long value) throws OwnerGoneException {
        words().set(handle.slot(), value);
    }

    public long getAndAdd(long delta) throws OwnerGoneException {
        return words().getAndAdd(handle.slot(), delta);
    }

    public long incrementAndGet() throws OwnerGoneException {
        return getAndAdd(1) + 1;
    }

    public boolean compareAndSet(long expected, long value) throws OwnerGoneException {
        return words().compareAndSet(handle.slot(), expected, value);
    }

    /**
     * Changes it by a function, which may be called several times.
     *
     * @return the new value
     */
    public long updateAndGet(LongUnaryOperator function) throws OwnerGoneException {
        Words words = words();
        while (true) {
            long value = words.get(handle.slot());
            long changed = function.applyAsLong(value);
            if (words.compareAndSet(handle.slot(), value, changed)) {
                return changed;
            }
        }
    }

    private Words words() throws OwnerGoneException {
        return handle.port().words();
    }
}
