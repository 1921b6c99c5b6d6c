package org.concurrencybench.core.prices;

/** A primitive whose price is the time that it takes. */
@FunctionalInterface
public interface TimedOperation extends Operation {
    /** Does it that many times, and returns when all are done. */
    void run(int times) throws Exception;

    @Override
    default double cost(int times) throws Exception {
        long began = System.nanoTime();
        run(times);
        return System.nanoTime() - began;
    }
}
