package org.concurrencybench.threads.prices;

import java.util.concurrent.CyclicBarrier;
import org.concurrencybench.core.prices.Operation;
import org.concurrencybench.core.prices.ThreadKind;
import org.concurrencybench.core.prices.TimedOperation;

/** Starting threads, and having two of them meet. */
final class Units {
    private Units() {}

    static Operation startAndJoin(ThreadKind kind) {
        return (TimedOperation) times -> kind.run(() -> {
            Runnable nothing = () -> {};
            for (int i = 0; i < times; i++) {
                kind.builder().start(nothing).join();
            }
        });
    }

    static Operation meeting(ThreadKind kind) {
        CyclicBarrier barrier = new CyclicBarrier(2);
        return (TimedOperation) times -> {
            ThreadKind.Body party = () -> {
                for (int i = 0; i < times; i++) {
                    barrier.await();
                }
            };
            kind.run(party, party);
        };
    }
}
