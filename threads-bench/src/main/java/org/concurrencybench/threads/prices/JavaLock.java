package org.concurrencybench.threads.prices;

import java.util.concurrent.locks.ReentrantLock;

/** A number behind a {@link ReentrantLock}. */
final class JavaLock implements Shared {
    private final ReentrantLock lock = new ReentrantLock();
    private long number;

    @Override
    public void change(int times) {
        for (int i = 0; i < times; i++) {
            lock.lock();
            try {
                number++;
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public long changes() {
        lock.lock();
        try {
            return number;
        } finally {
            lock.unlock();
        }
    }
}
