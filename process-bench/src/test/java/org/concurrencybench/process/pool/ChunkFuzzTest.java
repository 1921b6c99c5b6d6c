package org.concurrencybench.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.api.WorkerDiedException;
import org.concurrencybench.process.internal.wire.Bundle;
import org.concurrencybench.process.internal.wire.Frame;
import org.concurrencybench.process.internal.wire.FrameType;
import org.concurrencybench.process.internal.wire.HostileStream;
import org.concurrencybench.process.internal.wire.ProtocolViolation;
import org.junit.jupiter.api.Test;

/** Whatever a worker answers to a chunk, each of its items is told once, in order, and the end of the chunk once. */
class ChunkFuzzTest {
    private static final FrameType[] ANSWERS = {
        FrameType.RESULT, FrameType.RESULT, FrameType.FAILURE, FrameType.UNSENDABLE, FrameType.WITHDRAWN, FrameType.PART
    };

    private final List<Long> told = new ArrayList<>();
    private boolean ended;

    private void accept(List<Outcome<Long>> outcomes, boolean last, long nanos) {
        assertFalse(ended, "nothing comes after the end");
        outcomes.forEach(outcome -> told.add(outcome.index()));
        ended = last;
    }

    @FuzzTest
    void anyAnswersTellEachItemOnce(byte[] bytes) {
        told.clear();
        ended = false;
        ByteBuffer recipe = ByteBuffer.wrap(bytes);
        int items = 1 + next(recipe) % 6;
        Chunk<Long> chunk =
                new Chunk<>(ByteBuffer.allocate(0), 100, items, 0, Codecs.<Long>of(Long.class), this::accept);
        TaskCounts counts = new TaskCounts();
        try {
            for (int parts = next(recipe) % 4; parts > 0; parts--) {
                chunk.progressed(frame(FrameType.PART, recipe), counts);
            }
            chunk.answered(frame(ANSWERS[next(recipe) % ANSWERS.length], recipe), counts);
        } catch (ProtocolViolation e) {
            chunk.failed(new WorkerDiedException(1, 137, "was killed by its pool", "", e), counts);
        }
        if (!ended) {
            chunk.failed(new WorkerDiedException(1, 137, "ended", "", null), counts);
        }
        List<Long> all = new ArrayList<>();
        for (long index = 100; index < 100 + items; index++) {
            all.add(index);
        }
        assertEquals(all, told);
        assertEquals(items, counts.succeeded.sum() + counts.failed.sum() + counts.stopped.sum());
    }

    /** The same without a fuzzer, for a moment. */
    @Test
    void randomAnswersTellEachItemOnce() {
        Random random = new Random(31);
        for (int i = 0; i < 4000; i++) {
            anyAnswersTellEachItemOnce(HostileStream.randomRecipe(random, 60));
        }
    }

    private static int next(ByteBuffer recipe) {
        return recipe.hasRemaining() ? Byte.toUnsignedInt(recipe.get()) : 0;
    }

    /** A frame around a bundle of outcomes, some of them damaged. */
    private static Frame frame(FrameType type, ByteBuffer recipe) {
        Bundle bundle = new Bundle(64);
        for (int entries = next(recipe) % 5; entries > 0; entries--) {
            int kind = next(recipe);
            bundle.add(ANSWERS[kind % ANSWERS.length], ByteBuffer.allocate(kind < 200 ? Long.BYTES : kind % 20));
        }
        ByteBuffer payload = bundle.take();
        int damage = next(recipe);
        if (damage > 200 && payload.hasRemaining()) {
            payload.put(damage % payload.remaining(), (byte) damage);
        } else if (damage > 150) {
            payload.limit(payload.limit() - Math.min(payload.limit(), damage % 7));
        }
        return new Frame(type, 0, 0, 1, next(recipe), payload);
    }
}
