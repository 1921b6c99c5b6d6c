package org.concurrencybench.process.pool;

import java.nio.ByteBuffer;

/**
 * A worker that is ready, and what its JVM says of itself.
 *
 * @param worker see {@link WorkerContext#worker}
 * @param pid its process id
 * @param processors processors that it sees
 * @param heapBytes the largest heap that it will use
 */
public record WorkerFacts(int worker, long pid, int processors, long heapBytes) {
    private static final int BYTES = Integer.BYTES + Long.BYTES;

    /** Of this JVM, as far as it must say it: who it is, its pool knows. */
    static WorkerFacts here() {
        return new WorkerFacts(
                0,
                0,
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory());
    }

    ByteBuffer encode() {
        return ByteBuffer.allocate(BYTES).putInt(processors).putLong(heapBytes).flip();
    }

    static WorkerFacts decode(ByteBuffer payload, int worker, long pid) throws ProtocolViolation {
        if (payload.remaining() != BYTES) {
            throw new ProtocolViolation("the worker's READY has " + payload.remaining() + " bytes, not " + BYTES);
        }
        return new WorkerFacts(worker, pid, payload.getInt(), payload.getLong());
    }
}
