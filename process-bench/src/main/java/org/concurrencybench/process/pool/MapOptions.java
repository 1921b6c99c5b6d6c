package org.concurrencybench.process.pool;

/**
 * How a {@code map} divides its inputs.
 *
 * @param chunk items that cross the border together; 0: as many as take 3 ms, learnt on the way, and at first no more
 *     than 16
 * @param lookAhead items that may be read and not yet given out; the inputs are never read further ahead. 0: the pool's
 *     queue capacity for a collection; of other inputs, which may be made on the way, as many as have been given out
 *     before, but at least 16 for each slot and at most the queue capacity
 * @param failFast whether the first failure that is given out ends the map: what no worker has begun is withdrawn
 */
public record MapOptions(int chunk, int lookAhead, boolean failFast) {
    /** Chunks and look-ahead found on the way, every item to its end. */
    public static final MapOptions DEFAULT = new MapOptions(0, 0, false);

    public MapOptions {
        if (chunk < 0 || lookAhead < 0) {
            throw new IllegalArgumentException(
                    "chunk and lookAhead must not be negative, but are " + chunk + " and " + lookAhead);
        }
        if (lookAhead > 0 && chunk > lookAhead) {
            throw new IllegalArgumentException(
                    "chunks of " + chunk + " items need a lookAhead of at least as many, not " + lookAhead);
        }
    }

    /** Chunks of exactly this many items, but for the last one. */
    public MapOptions withChunk(int value) {
        return new MapOptions(value, lookAhead, failFast);
    }

    public MapOptions withLookAhead(int value) {
        return new MapOptions(chunk, value, failFast);
    }

    public MapOptions withFailFast(boolean value) {
        return new MapOptions(chunk, lookAhead, value);
    }
}
