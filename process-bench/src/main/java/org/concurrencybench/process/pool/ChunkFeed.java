package org.concurrencybench.process.pool;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.internal.wire.Bundle;
import org.concurrencybench.process.internal.wire.FrameType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the inputs of a {@code map} and hands them to the pool in chunks. Used by the thread that asks for outcomes.
 */
final class ChunkFeed<I, O> {
    private static final int MAX_BYTES = 256 << 10;

    private final Iterator<? extends I> inputs;
    private final TaskSubmitter<I, O> submitter;
    /** Read already, but too large for the last chunk. */
    private @Nullable ByteBuffer waiting;

    private long read;
    private int lastBytes;

    ChunkFeed(Iterator<? extends I> inputs, TaskSubmitter<I, O> submitter) {
        this.inputs = inputs;
        this.submitter = submitter;
    }

    /** Inputs handed over so far. */
    long read() {
        return read;
    }

    boolean hasMore() {
        return waiting != null || inputs.hasNext();
    }

    /**
     * Submits one chunk of at most this many items. An input that cannot be encoded ends it, and gets results of its
     * own.
     */
    void next(int items, Supplier<Outcomes<O>.ChunkResults> newResults) throws InterruptedException {
        Bundle bundle = new Bundle(lastBytes);
        int count = 0;
        PayloadException refusal = null;
        while (count < items && hasMore()) {
            ByteBuffer bytes = waiting;
            waiting = null;
            if (bytes == null) {
                try {
                    bytes = submitter.encode(inputs.next());
                } catch (PayloadException e) {
                    refusal = e;
                    break;
                }
            }
            if (count > 0 && bundle.size() + bytes.remaining() > Math.min(MAX_BYTES, submitter.maxPayload())) {
                waiting = bytes;
                break;
            }
            bundle.add(FrameType.TASK, bytes);
            count++;
        }
        long first = read;
        read += count;
        if (count > 0) {
            lastBytes = bundle.size();
            Outcomes<O>.ChunkResults results = newResults.get();
            Chunk<O> chunk = new Chunk<>(bundle.take(), first, count, limit(count), submitter.output(), results);
            results.expects(chunk);
            submitter.submit(chunk);
        }
        if (refusal != null) {
            submitter.countRefusal();
            newResults.get().accept(List.of(new Outcome.Failed<>(read++, refusal)), true, 0);
        }
    }

    /** That of all items together; 0 is for ever. */
    private long limit(int items) {
        long one = submitter.limitNanos();
        return one > Long.MAX_VALUE / items ? Long.MAX_VALUE : items * one;
    }

    void withdraw(WorkItem chunk) {
        submitter.withdraw(chunk);
    }
}
