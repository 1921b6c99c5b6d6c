package org.concurrencybench.process.pool;

/**
 * How many items the next chunk of a {@code map} has: as many as take {@value #AIM_NANOS} ns by the last chunk seen,
 * but no more than a quarter of a slot's share of what is in sight, so that slots end at about the same time.
 */
final class ChunkSizer {
    private static final long AIM_NANOS = 3_000_000;
    /** Without knowledge, an item may be long. */
    private static final int FIRST = 16;
    /**
     * The first items of a JVM are slow; one such chunk must not make all later ones small, nor one fast one make them
     * huge.
     */
    private static final int MAX_GROWTH = 8;

    private final int most;
    private final boolean fixed;
    private volatile int size;

    private ChunkSizer(int most, int size, boolean fixed) {
        this.most = most;
        this.size = size;
        this.fixed = fixed;
    }

    static ChunkSizer fixed(int size) {
        return new ChunkSizer(size, size, true);
    }

    /** For this many items in sight, which {@code slots} share. */
    static ChunkSizer adaptive(long items, int slots) {
        int most = Math.clamp(items / (4L * slots), 1, 1 << 20);
        return new ChunkSizer(most, Math.min(most, FIRST), false);
    }

    int size() {
        return size;
    }

    boolean isFixed() {
        return fixed;
    }

    /** A chunk of this many items took this long. */
    void observe(int items, long nanos) {
        if (!fixed) {
            long fitting = AIM_NANOS * items / Math.max(nanos, 1);
            size = Math.clamp(Math.min(fitting, (long) MAX_GROWTH * items), 1, most);
        }
    }
}
