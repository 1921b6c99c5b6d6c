package org.concurrencybench.threads.prices;

import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.ThreadKind;
import org.concurrencybench.core.prices.TimedOperation;

/** One thread that changes something shared, or two that do so at the same time. */
final class Sharing {
    private Sharing() {}

    static Operation of(ThreadKind kind, boolean contended, Shared shared) {
        return (TimedOperation) times -> {
            long before = shared.changes();
            if (contended) {
                int half = times / 2;
                kind.run(() -> shared.change(times - half), () -> shared.change(half));
            } else {
                kind.run(() -> shared.change(times));
            }
            if (shared.changes() - before != times) {
                throw new IllegalStateException(
                        shared.changes() - before + " of " + times + " changes were made: some were lost");
            }
        };
    }
}
