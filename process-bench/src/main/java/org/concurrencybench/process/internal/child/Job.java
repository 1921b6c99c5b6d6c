package org.concurrencybench.process.internal.child;

import java.nio.ByteBuffer;
import org.concurrencybench.process.internal.wire.FrameType;

/** What a worker was handed: a task, or a chunk of them. */
final class Job {
    final FrameType type;
    final long id;
    final int attempt;
    final ByteBuffer payload;

    Job(FrameType type, long id, int attempt, ByteBuffer payload) {
        this.type = type;
        this.id = id;
        this.attempt = attempt;
        this.payload = payload;
    }
}
