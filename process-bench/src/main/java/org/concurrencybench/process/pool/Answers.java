package org.concurrencybench.process.pool;

import java.io.IOException;
import org.concurrencybench.core.codec.Codec;

/** What workers answer, decoded and told to the ledger. */
final class Answers<O> {
    private final Codec<O> output;
    private final Ledger<O> ledger;

    Answers(Codec<O> output, Ledger<O> ledger) {
        this.output = output;
        this.ledger = ledger;
    }

    /** Completes the task that this frame answers. */
    void complete(Submission<O> task, Frame frame) throws ProtocolViolation {
        switch (frame.type()) {
            case RESULT -> {
                O value;
                try {
                    value = output.decode(frame.payload());
                } catch (IOException | RuntimeException e) {
                    ledger.failed(task, new PayloadException("the output cannot be decoded: " + e.getMessage(), e));
                    return;
                }
                ledger.succeeded(task, value, frame.nanos());
            }
            case FAILURE, UNSENDABLE -> ledger.failed(task, failure(frame));
            default -> {
                ledger.failed(task, new PayloadException("the worker sent " + frame.type() + " as an answer", null));
                throw new ProtocolViolation("the worker sent " + frame.type());
            }
        }
    }

    private static ProcessPoolException failure(Frame frame) {
        try {
            ThrowableData thrown = ThrowableFormat.decode(frame.payload());
            return frame.type() == FrameType.FAILURE
                    ? new TaskFailedException(thrown)
                    : new PayloadException(String.valueOf(thrown.message()), thrown.standIn());
        } catch (IOException e) {
            return new PayloadException("the task failed, but what it threw cannot be decoded", e);
        }
    }
}
