package org.concurrencybench.process.coordination;

import java.time.Duration;
import org.concurrencybench.process.fixtures.Processes;

/** How far another process is, as it says itself, and how far it may go. */
record Step(SharedLong number) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** It is at this step now. */
    void set(long step) {
        try {
            number.set(step);
        } catch (OwnerGoneException e) {
            throw new IllegalStateException(e);
        }
    }

    void increment() {
        try {
            number.getAndAdd(1);
        } catch (OwnerGoneException e) {
            throw new IllegalStateException(e);
        }
    }

    long get() {
        try {
            return number.get();
        } catch (OwnerGoneException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it is at this step, or a later one. */
    void await(long step) {
        Processes.await(LIMIT, "step " + step, () -> get() >= step);
    }
}
