package org.concurrencybench.process.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.concurrencybench.core.codec.Codec;

/** Several items of a {@code map} that cross the border together. */
final class Chunk<O> extends Submission {
    private final long first;
    private final Codec<O> output;
    private final OutcomeSink<O> sink;
    private int told;

    /** Where the outcomes of a map arrive. Each item's is told once; those of one chunk in their order. */
    interface OutcomeSink<O> {
        /** {@code nanos}: how long these items ran, where {@code last} says that nothing more of their chunk will come. */
        void accept(List<Outcome<O>> outcomes, boolean last, long nanos);
    }

    Chunk(ByteBuffer input, long first, int items, long limitNanos, Codec<O> output, OutcomeSink<O> sink) {
        super(FrameType.CHUNK, input, items, limitNanos);
        this.first = first;
        this.output = output;
        this.sink = sink;
    }

    /** Tells the outcomes that a part brings. */
    void progressed(Frame frame, TaskCounts counts) throws ProtocolViolation {
        sink.accept(read(frame.payload(), counts), false, 0);
    }

    @Override
    void answered(Frame frame, TaskCounts counts) {
        if (frame.type() != FrameType.RESULT) {
            failed(WorkerFailures.of(frame.type(), frame.payload()), counts);
            return;
        }
        List<Outcome<O>> outcomes;
        try {
            outcomes = read(frame.payload(), counts);
        } catch (ProtocolViolation e) {
            failed(WorkerFailures.undecodable(e), counts);
            return;
        }
        if (told == weight) {
            sink.accept(outcomes, true, frame.nanos());
        } else {
            sink.accept(outcomes, false, 0);
            failed(new PayloadException("the worker did not answer for this item", null), counts);
        }
    }

    private List<Outcome<O>> read(ByteBuffer bundle, TaskCounts counts) throws ProtocolViolation {
        List<Outcome<O>> outcomes = new ArrayList<>(weight - told);
        BundleReader answers = new BundleReader(bundle);
        int well = 0;
        while (answers.hasNext()) {
            FrameType type = answers.next();
            if (told + outcomes.size() == weight) {
                throw new ProtocolViolation("the worker answered for more items than it was given");
            }
            Outcome<O> outcome = outcome(first + told + outcomes.size(), type, answers.payload());
            if (outcome instanceof Outcome.Done<O>) {
                well++;
            }
            outcomes.add(outcome);
        }
        told += outcomes.size();
        counts.succeeded.add(well);
        counts.failed.add(outcomes.size() - well);
        return outcomes;
    }

    private Outcome<O> outcome(long index, FrameType type, ByteBuffer payload) {
        if (type != FrameType.RESULT) {
            return new Outcome.Failed<>(index, WorkerFailures.of(type, payload));
        }
        try {
            return new Outcome.Done<>(index, output.decode(payload));
        } catch (IOException | RuntimeException e) {
            return new Outcome.Failed<>(index, WorkerFailures.undecodable(e));
        }
    }

    @Override
    void failed(ProcessPoolException cause, TaskCounts counts) {
        counts.ended(cause, weight - told);
        List<Outcome<O>> outcomes = new ArrayList<>();
        while (told < weight) {
            outcomes.add(new Outcome.Failed<>(first + told, cause));
            told++;
        }
        sink.accept(outcomes, true, 0);
    }
}
