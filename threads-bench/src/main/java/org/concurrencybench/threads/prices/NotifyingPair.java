package org.concurrencybench.threads.prices;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.concurrencybench.core.prices.ThreadKind;
import org.concurrencybench.core.prices.TimedOperation;

/** Two threads that wait for each other's signal in turn. */
final class NotifyingPair implements TimedOperation {
    private final ThreadKind kind;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int turn;

    NotifyingPair(ThreadKind kind) {
        this.kind = kind;
    }

    @Override
    public void run(int times) throws Exception {
        turn = 0;
        kind.run(() -> take(0, times), () -> take(1, times));
    }

    private void take(int mine, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            lock.lock();
            try {
                while (turn != mine) {
                    changed.await();
                }
                turn = 1 - mine;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }
    }
}
