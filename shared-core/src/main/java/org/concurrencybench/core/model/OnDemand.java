package org.concurrencybench.core.model;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that a session makes when it is first needed, and not any more once the session is closed. Any thread may
 * ask for it, of which one makes it; those that come later take no lock.
 *
 * @param <T> what is made
 */
public final class OnDemand<T> {
    private final String model;
    private final Supplier<? extends T> maker;
    private volatile @Nullable T made;
    /** Guarded by the lock of this object. */
    private boolean closed;

    /** {@code model}: the id of the session's model, which messages name. */
    public OnDemand(String model, Supplier<? extends T> maker) {
        this.model = model;
        this.maker = maker;
    }

    /**
     * What was made, or is made now.
     *
     * @throws IllegalStateException when it has not been made before {@link #close}
     */
    public T get() {
        T ready = made;
        return ready == null ? make() : ready;
    }

    private synchronized T make() {
        T ready = made;
        if (ready == null) {
            if (closed) {
                throw new IllegalStateException("the session of model '" + model + "' is closed");
            }
            ready = maker.get();
            made = ready;
        }
        return ready;
    }

    /** Has nothing made from now on; returns what was made, which the caller has to end. */
    public synchronized Optional<T> close() {
        closed = true;
        return Optional.ofNullable(made);
    }
}
