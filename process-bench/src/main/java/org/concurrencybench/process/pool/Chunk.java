package org.concurrencybench.process.pool;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.process.api.PayloadException;
import org.concurrencybench.process.api.ProcessPoolException;
import org.concurrencybench.process.internal.wire.BundleReader;
import org.concurrencybench.process.internal.wire.FailureDecoder;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.ProtocolViolation;

/** Several items of a {@code map} that cross the border together. */
final class Chunk<O> extends WorkItem {
    private final long first;
    private final Codec<O> output;
    private final OutcomeSink<O> sink;
    private int reported;
    private boolean complete;
    private boolean counted;

    /** Where the outcomes of a map arrive. Each item's arrives once; those of one chunk in their order. */
    interface OutcomeSink<O> {
        /**
         * {@code nanos}: how long these items ran, where {@code last} says that nothing more of their chunk will come.
         * When it throws, it has taken nothing.
         */
        void accept(List<Outcome<O>> outcomes, boolean last, long nanos);
    }

    Chunk(ByteBuffer input, long first, int items, long limitNanos, Codec<O> output, OutcomeSink<O> sink) {
        super(FrameType.CHUNK, input, items, limitNanos);
        this.first = first;
        this.output = output;
        this.sink = sink;
    }

    /** Reports the outcomes that a part brings. */
    void progressed(Frame frame, TaskCounts counts) throws ProtocolViolation {
        report(read(frame.payload(), counts), false, 0);
    }

    private void report(List<Outcome<O>> outcomes, boolean last, long nanos) {
        sink.accept(outcomes, last, nanos);
        reported += outcomes.size();
        complete |= last;
    }

    @Override
    boolean isReported() {
        return complete;
    }

    @Override
    void answered(Frame frame, TaskCounts counts) {
        if (frame.type() != FrameType.RESULT) {
            failed(FailureDecoder.of(frame.type(), frame.payload()), counts);
            return;
        }
        List<Outcome<O>> outcomes;
        try {
            outcomes = read(frame.payload(), counts);
        } catch (ProtocolViolation e) {
            failed(FailureDecoder.undecodable(e), counts);
            return;
        }
        if (reported + outcomes.size() == weight) {
            report(outcomes, true, frame.nanos());
        } else {
            report(outcomes, false, 0);
            failed(new PayloadException("the worker did not answer for this item", null), counts);
        }
    }

    private List<Outcome<O>> read(ByteBuffer bundle, TaskCounts counts) throws ProtocolViolation {
        List<Outcome<O>> outcomes = new ArrayList<>(weight - reported);
        BundleReader answers = new BundleReader(bundle);
        int well = 0;
        while (answers.hasNext()) {
            FrameType type = answers.next();
            if (reported + outcomes.size() == weight) {
                throw new ProtocolViolation("the worker answered for more items than it was given");
            }
            Outcome<O> outcome = outcome(first + reported + outcomes.size(), type, answers.payload());
            if (outcome instanceof Outcome.Done<O>) {
                well++;
            }
            outcomes.add(outcome);
        }
        counts.succeeded.add(well);
        counts.failed.add(outcomes.size() - well);
        return outcomes;
    }

    private Outcome<O> outcome(long index, FrameType type, ByteBuffer payload) {
        if (type != FrameType.RESULT) {
            return new Outcome.Failed<>(index, FailureDecoder.of(type, payload));
        }
        try {
            return new Outcome.Done<>(index, output.decode(payload));
        } catch (Throwable e) { // whatever it is, somebody waits for the item
            return new Outcome.Failed<>(index, FailureDecoder.undecodable(e));
        }
    }

    @Override
    void failed(ProcessPoolException cause, TaskCounts counts) {
        if (!counted) {
            counts.ended(cause, weight - reported);
            counted = true;
        }
        List<Outcome<O>> outcomes = new ArrayList<>(weight - reported);
        for (int item = reported; item < weight; item++) {
            outcomes.add(new Outcome.Failed<>(first + item, cause));
        }
        report(outcomes, true, 0);
    }
}
