package org.concurrencybench.process.internal.broker;

/**
 * The word of an event: whether it is set, whether others wait for that in the broker, and how often it was set (62
 * bits, which wrap). The count shows the broker which of its waiters a setting was for, even after the event was
 * cleared, and even if the setter died before it could notify the broker.
 */
public final class EventWord {
    private static final long SET = 1;
    private static final long WAITERS = 2;
    private static final int COUNT_SHIFT = 2;

    private EventWord() {}

    public static boolean isSet(long word) {
        return (word & SET) != 0;
    }

    public static boolean hasWaiters(long word) {
        return (word & WAITERS) != 0;
    }

    /** The same word if it is set already. */
    public static long set(long word) {
        return isSet(word) ? word : (word | SET) + (1L << COUNT_SHIFT);
    }

    public static long cleared(long word) {
        return word & ~SET;
    }

    static long withWaiters(long word, boolean waiters) {
        return waiters ? word | WAITERS : word & ~WAITERS;
    }

    /** How often it was set. */
    static long count(long word) {
        return word >>> COUNT_SHIFT;
    }
}
