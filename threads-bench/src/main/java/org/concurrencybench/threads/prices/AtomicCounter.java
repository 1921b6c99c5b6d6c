package org.concurrencybench.threads.prices;

import java.util.concurrent.atomic.AtomicLong;

/** A number that is added to without a lock. */
final class AtomicCounter implements Shared {
    private final AtomicLong number = new AtomicLong();

    @Override
    public void change(int times) {
        for (int i = 0; i < times; i++) {
            number.getAndAdd(1);
        }
    }

    @Override
    public long changes() {
        return number.get();
    }
}
