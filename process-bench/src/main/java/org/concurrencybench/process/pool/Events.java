package org.concurrencybench.process.pool;

import java.util.function.Consumer;
import org.concurrencybench.process.internal.launch.LastResort;

/** Tells a listener what happens, and never lets its mistakes harm the pool. */
final class Events {
    private final Consumer<? super PoolEvent> listener;

    Events(Consumer<? super PoolEvent> listener) {
        this.listener = listener;
    }

    void publish(PoolEvent event) {
        try {
            listener.accept(event);
        } catch (Throwable e) {
            LastResort.report(e);
        }
    }
}
