package org.concurrencybench.threads.prices;

import java.util.concurrent.locks.LockSupport;
import org.concurrencybench.core.prices.ThreadKind;
import org.concurrencybench.core.prices.TimedOperation;

/** Two threads that unpark each other in turn. Neither spins: each parks until it is its turn. */
final class ParkingPair implements TimedOperation {
    private final ThreadKind kind;
    private volatile int turn;
    private volatile Thread first = Thread.currentThread();

    ParkingPair(ThreadKind kind) {
        this.kind = kind;
    }

    @Override
    public void run(int times) throws Exception {
        turn = 0;
        kind.run(() -> {
            first = Thread.currentThread();
            Thread second = kind.builder().start(() -> answer(times));
            for (int i = 0; i < times; i++) {
                turn = 1;
                LockSupport.unpark(second);
                await(0);
            }
            second.join();
        });
    }

    private void answer(int times) {
        for (int i = 0; i < times; i++) {
            await(1);
            turn = 0;
            LockSupport.unpark(first);
        }
    }

    private void await(int mine) {
        while (turn != mine) {
            LockSupport.park(this);
        }
    }
}
