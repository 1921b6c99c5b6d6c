package org.concurrencybench.process.internal.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buffers for the large payloads of one connection, used again and again, so that not each asks for fresh memory. What
 * is larger than {@value #MAX_BYTES} bytes, or comes while all buffers are in use, gets memory of its own.
 */
final class LargeBuffers {
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_KEPT = 2;

    private final ArrayBlockingQueue<ByteBuffer> idle = new ArrayBlockingQueue<>(MAX_KEPT);
    private final AtomicInteger made = new AtomicInteger();

    /** An empty buffer of this many bytes. */
    ByteBuffer take(int length) {
        if (length > MAX_BYTES) {
            return ByteBuffer.allocate(length);
        }
        ByteBuffer kept = idle.poll();
        if (kept == null) {
            if (made.incrementAndGet() > MAX_KEPT) {
                made.decrementAndGet();
                return ByteBuffer.allocate(length);
            }
        }
        if (kept == null || kept.capacity() < length) {
            kept = ByteBuffer.allocateDirect(Math.max(Integer.highestOneBit(length - 1) << 1, 1));
        }
        return kept.clear().limit(length);
    }

    /** Nobody uses this one any more. Memory that did not come from here is left to the collector. */
    void giveBack(ByteBuffer payload) {
        if (payload.isDirect()) {
            idle.add(payload);
        }
    }
}
