package org.concurrencybench.process.pool;

import java.nio.ByteBuffer;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.Payloads;

/** One task with a completion of its own. */
final class SingleTask<O> extends WorkItem {
    private final Codec<O> output;
    private final Completion<O> completion;
    private boolean reported;

    SingleTask(ByteBuffer input, long limitNanos, Codec<O> output, Completion<O> completion) {
        super(FrameType.TASK, input, 1, limitNanos);
        this.output = output;
        this.completion = completion;
    }

    @Override
    boolean isReported() {
        return reported;
    }

    @Override
    void answered(Frame frame, TaskCounts counts) {
        O value;
        try {
            value = Payloads.decode(output, frame);
        } catch (ProcessPoolException e) {
            failed(e, counts);
            return;
        }
        counts.succeeded.increment();
        reported = true;
        completion.succeeded(value, frame.nanos());
    }

    @Override
    void failed(ProcessPoolException cause, TaskCounts counts) {
        counts.ended(cause, 1);
        reported = true;
        completion.failed(cause);
    }
}
