package org.concurrencybench.threads.prices;

/** A number behind the lock of the language. */
final class MonitorLock implements Shared {
    private long number;

    @Override
    public void change(int times) {
        for (int i = 0; i < times; i++) {
            enterAndLeave();
        }
    }

    /** The compiler is asked not to inline it: see {@link ThreadPrices}. */
    private synchronized void enterAndLeave() {
        number++;
    }

    @Override
    public synchronized long changes() {
        return number;
    }
}
