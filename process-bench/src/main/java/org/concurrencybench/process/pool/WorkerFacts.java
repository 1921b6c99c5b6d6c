package org.concurrencybench.process.pool;

import java.nio.ByteBuffer;

/**
 * What a worker's JVM says of itself once it is ready.
 *
 * @param processors processors that it sees
 * @param heapBytes the largest heap that it will use
 */
public record WorkerFacts(int processors, long heapBytes) {
    private static final int BYTES = Integer.BYTES + Long.BYTES;

    static WorkerFacts here() {
        return new WorkerFacts(
                Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory());
    }

    ByteBuffer encode() {
        return ByteBuffer.allocate(BYTES).putInt(processors).putLong(heapBytes).flip();
    }

    static WorkerFacts decode(ByteBuffer payload) throws ProtocolViolation {
        if (payload.remaining() != BYTES) {
            throw new ProtocolViolation("the worker's READY has " + payload.remaining() + " bytes, not " + BYTES);
        }
        return new WorkerFacts(payload.getInt(), payload.getLong());
    }
}
