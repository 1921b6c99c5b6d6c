package org.concurrencybench.process.pool;

import java.nio.ByteBuffer;

/** What a worker's READY says of its JVM. */
final class ReadyMessage {
    private static final int BYTES = Integer.BYTES + Long.BYTES;

    private ReadyMessage() {}

    /** Of this JVM, as far as it must say it: who it is, its pool knows. */
    static WorkerFacts here() {
        Runtime jvm = Runtime.getRuntime();
        return new WorkerFacts(0, 0, jvm.availableProcessors(), jvm.maxMemory());
    }

    static ByteBuffer encode(WorkerFacts facts) {
        return ByteBuffer.allocate(BYTES)
                .putInt(facts.processors())
                .putLong(facts.heapBytes())
                .flip();
    }

    static WorkerFacts decode(ByteBuffer payload, int worker, long pid) throws ProtocolViolation {
        if (payload.remaining() != BYTES) {
            throw new ProtocolViolation("the worker's READY has " + payload.remaining() + " bytes, not " + BYTES);
        }
        return new WorkerFacts(worker, pid, payload.getInt(), payload.getLong());
    }
}
