package org.concurrencybench.process.internal.wire;

import java.nio.ByteBuffer;
import org.concurrencybench.process.api.WorkerFacts;

/** What a worker's READY says of its JVM. */
public final class ReadyMessage {
    private static final int BYTES = Integer.BYTES + Long.BYTES;

    private ReadyMessage() {}

    /** Of this JVM, as far as it must say it: who it is, its pool knows. */
    public static WorkerFacts here() {
        Runtime jvm = Runtime.getRuntime();
        return new WorkerFacts(0, 0, jvm.availableProcessors(), jvm.maxMemory());
    }

    public static ByteBuffer encode(WorkerFacts facts) {
        return ByteBuffer.allocate(BYTES)
                .putInt(facts.processors())
                .putLong(facts.heapBytes())
                .flip();
    }

    public static WorkerFacts decode(ByteBuffer payload, int worker, long pid) throws ProtocolViolation {
        if (payload.remaining() != BYTES) {
            throw new ProtocolViolation("the worker's READY has " + payload.remaining() + " bytes, not " + BYTES);
        }
        return new WorkerFacts(worker, pid, payload.getInt(), payload.getLong());
    }
}
