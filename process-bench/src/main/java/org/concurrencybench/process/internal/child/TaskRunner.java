package org.concurrencybench.process.internal.child;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.api.WorkerFunction;
import org.concurrencybench.process.internal.wire.Bundle;
import org.concurrencybench.process.internal.wire.BundleReader;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.ThrowableFormat;
import org.jspecify.annotations.Nullable;

/** Runs the function on what a job brought, and answers. Used by all slots at once. */
final class TaskRunner<I, O> {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** Outcomes of a chunk travel as soon as they take this many bytes. */
    private static final int MAX_PART_BYTES = 256 << 10;

    private final WorkerFunction<I, O> function;
    private final Codec<I> input;
    private final Codec<O> output;
    private final ResultBatcher batcher;
    private final BlockingQueue<Job> queue;
    private final int maxPayload;
    private final int partBytes;

    TaskRunner(WorkerFunction<I, O> function, ResultBatcher batcher, BlockingQueue<Job> queue, int maxPayload) {
        this.function = function;
        this.input = required("inputCodec", function.inputCodec(), function);
        this.output = required("outputCodec", function.outputCodec(), function);
        this.batcher = batcher;
        this.queue = queue;
        this.maxPayload = maxPayload;
        this.partBytes = Math.min(maxPayload, MAX_PART_BYTES);
    }

    private static <T> T required(String method, @Nullable T codec, WorkerFunction<?, ?> function) {
        if (codec == null) {
            throw new IllegalStateException(
                    method + "() of " + function.getClass().getName() + " gave null");
        }
        return codec;
    }

    /** Runs a job; {@code running} has its id until it is to stop. */
    void run(Job job, AtomicLong running) throws IOException {
        if (job.type == FrameType.CHUNK) {
            runChunk(job, running);
            return;
        }
        Call call = new Call(job.payload, true);
        answer(job, call.kind, call.busy, call.bytes);
    }

    private void runChunk(Job job, AtomicLong running) throws IOException {
        Bundle outcomes = new Bundle(Math.min(job.payload.remaining(), partBytes)); // often as large as the inputs
        BundleReader inputs = new BundleReader(job.payload);
        long start = System.nanoTime(); // a look at the clock costs more than many an item
        while (inputs.hasNext()) {
            if (running.get() != job.id) {
                answer(
                        job,
                        FrameType.WITHDRAWN,
                        System.nanoTime() - start,
                        NOTHING); // it was stopped: nobody asks for the rest
                return;
            }
            inputs.next();
            Call call = new Call(inputs.payload(), false);
            if (outcomes.size() > 0 && outcomes.size() + call.bytes.remaining() > partBytes) {
                answer(job, FrameType.PART, 0, outcomes.take());
            }
            outcomes.add(call.kind, call.bytes);
        }
        answer(job, FrameType.RESULT, System.nanoTime() - start, outcomes.take());
    }

    private void answer(Job job, FrameType type, long busy, ByteBuffer payload) throws IOException {
        batcher.send(type, job.attempt, job.id, busy, payload.hasRemaining() ? payload : NOTHING, !queue.isEmpty());
    }

    /** One call of the function, and what there is to say about it; how long it took only if it is {@code timed}. */
    private final class Call {
        private FrameType kind = FrameType.RESULT;
        private long busy;
        private ByteBuffer bytes = NOTHING;

        Call(ByteBuffer payload, boolean timed) {
            I argument;
            try {
                argument = input.decode(payload);
            } catch (Throwable e) {
                kind = FrameType.UNSENDABLE;
                bytes = describe("the input cannot be decoded in the worker", e);
                return;
            }
            long start = timed ? System.nanoTime() : 0;
            O result;
            try {
                result = function.run(argument);
            } catch (Throwable e) {
                busy = timed ? System.nanoTime() - start : 0;
                kind = FrameType.FAILURE;
                bytes = ThrowableFormat.encode(e, maxPayload);
                return;
            }
            busy = timed ? System.nanoTime() - start : 0;
            try {
                bytes = output.encode(result);
                if (bytes.remaining() > maxPayload) {
                    throw new IOException("it takes " + bytes.remaining() + " bytes, and maxPayload is " + maxPayload
                            + ": raise that");
                }
            } catch (Throwable e) {
                kind = FrameType.UNSENDABLE;
                bytes = describe("the output cannot be sent back", e);
            }
        }

        private ByteBuffer describe(String what, Throwable cause) {
            String reason = ThrowableFormat.reason(cause);
            return ThrowableFormat.encode(new IOException(what + ": " + reason, cause), maxPayload);
        }
    }
}
