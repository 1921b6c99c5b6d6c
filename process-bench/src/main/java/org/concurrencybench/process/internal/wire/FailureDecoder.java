package org.concurrencybench.process.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.api.TaskCancelledException;
import org.concurrencybench.process.api.TaskFailedException;
import org.concurrencybench.process.api.ThrowableData;

/** What a worker says about a task that did not end well, as exceptions. */
public final class FailureDecoder {
    private FailureDecoder() {}

    /** What an answer of this type, which is no RESULT, says. */
    public static ProcessPoolException of(FrameType type, ByteBuffer payload) {
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
    public static PayloadException undecodable(Throwable e) {
        return new PayloadException("the output cannot be decoded: " + ThrowableFormat.reason(e), e);
    }
}
