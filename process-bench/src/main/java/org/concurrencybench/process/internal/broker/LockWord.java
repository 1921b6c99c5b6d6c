package org.concurrencybench.process.internal.broker;

/**
 * The word of a lock: who holds it (31 bits, 0: nobody), whether others wait for it in the broker, whether a holder has
 * died since somebody last found the data consistent, and how many holders have died (31 bits).
 *
 * @implNote Only a word without an owner may be taken, by any process. One with an owner is changed by that process and
 *     by the broker. Others wait only while there is an owner, so a word without one never has the mark of waiters.
 */
public final class LockWord {
    static final int MOST_OWNER = Integer.MAX_VALUE;

    private static final long OWNER = 0x7FFF_FFFFL;
    private static final long WAITERS = 1L << 31;
    private static final long SUSPECT = 1L << 32;
    private static final int DEATHS_SHIFT = 33;

    private LockWord() {}

    public static int owner(long word) {
        return (int) (word & OWNER);
    }

    public static boolean hasWaiters(long word) {
        return (word & WAITERS) != 0;
    }

    public static boolean isSuspect(long word) {
        return (word & SUSPECT) != 0;
    }

    /** How many holders have died: larger after each death, until it wraps at 2^31. */
    public static long deaths(long word) {
        return word >>> DEATHS_SHIFT;
    }

    public static long taken(long word, int owner, boolean waiters) {
        return (word & ~(OWNER | WAITERS)) | owner | (waiters ? WAITERS : 0);
    }

    public static long free(long word) {
        return word & ~(OWNER | WAITERS);
    }

    static long withWaiters(long word, boolean waiters) {
        return waiters ? word | WAITERS : word & ~WAITERS;
    }

    static long afterDeath(long word) {
        return (word + (1L << DEATHS_SHIFT)) | SUSPECT;
    }

    public static long consistent(long word) {
        return word & ~SUSPECT;
    }
}
