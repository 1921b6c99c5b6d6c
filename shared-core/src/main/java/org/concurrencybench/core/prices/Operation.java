package org.concurrencybench.core.prices;

/** A primitive at work: open until it is closed, and done as often as it is asked to be. One thread uses it. */
public interface Operation extends AutoCloseable {
    /**
     * Does it that many times, one after the other, and returns what that took: nanoseconds, or bytes where its price
     * is memory. Whatever it needs besides is a constant, small against that.
     *
     * @throws Exception when it cannot be done; the message says why
     */
    double cost(int times) throws Exception;

    /** How many times it is done at once; 0 where the time that it takes decides. */
    default int fixedTimes() {
        return 0;
    }

    @Override
    default void close() throws Exception {}
}
