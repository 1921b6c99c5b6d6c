package org.concurrencybench.process.pool;

import java.util.concurrent.atomic.AtomicInteger;

/** How many workers have died in a row without the completion of any task in between. */
final class Deaths {
    private final AtomicInteger inARow = new AtomicInteger();

    /** Counts one more, and returns how many there are. */
    int count() {
        return inARow.incrementAndGet();
    }

    /** A task was completed. */
    void reset() {
        if (inARow.get() != 0) { // a write for each task would be felt
            inARow.set(0);
        }
    }
}
