package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What a worker says about a task that did not end well, as exceptions. */
final class WorkerFailures {
    private WorkerFailures() {}

    /** What an answer of this type, which is no RESULT, says. */
    static ProcessPoolException of(FrameType type, ByteBuffer payload) {
        if (type == FrameType.WITHDRAWN) {
            return new TaskCancelledException();
        }
        try {
            ThrowableData thrown = ThrowableFormat.decode(payload);
            return type == FrameType.FAILURE
                    ? new TaskFailedException(thrown)
                    : new PayloadException(String.valueOf(thrown.message()), thrown.standIn());
        } catch (IOException | RuntimeException e) {
            return new PayloadException("the task failed, but what it threw cannot be decoded", e);
        }
    }

    /** Of an output that could not be decoded, for whatever reason. */
    static PayloadException undecodable(Throwable e) {
        return new PayloadException("the output cannot be decoded: " + ThrowableFormat.reason(e), e);
    }
}
