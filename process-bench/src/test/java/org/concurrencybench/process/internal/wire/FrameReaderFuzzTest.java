package org.concurrencybench.process.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes, in any pieces, give exactly the frames that stand there up to the first violation. */
class FrameReaderFuzzTest {
    /** Larger than what the reader keeps in its own buffer. */
    private static final int MAX = 180_000;

    private record Seen(int type, int attempt, long id, long nanos, int length, int hash) {}

    /** What a reader made of a stream; {@code how} it ended. */
    private record Reading(List<Seen> frames, String how) {
        private static final String WHOLE = "after a frame";
        private static final String INSIDE = "inside a frame";
        private static final String VIOLATION = "with a violation";
    }

    static Stream<byte[]> seeds() {
        Random random = new Random(9);
        return Stream.generate(() -> HostileStream.randomRecipe(random, 60)).limit(20);
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytesGiveExactlyTheFramesThatStandThere(byte[] recipe) throws IOException {
        byte[] made = HostileStream.of(recipe);
        Random pieces = new Random(Arrays.hashCode(recipe));
        assertEquals(expected(made), read(made, pieces), "the recipe's stream");
        assertEquals(expected(recipe), read(recipe, pieces), "the bytes as they are");
    }

    /** The same without a fuzzer, for a moment. */
    @Test
    void randomStreamsGiveExactlyTheFramesThatStandThere() throws IOException {
        Random random = new Random(23);
        for (int i = 0; i < 400; i++) {
            anyBytesGiveExactlyTheFramesThatStandThere(HostileStream.randomRecipe(random, 60));
        }
    }

    private static Reading read(byte[] stream, Random pieces) throws IOException {
        FrameReader reader = new FrameReader(MAX);
        Pieces channel = new Pieces(stream, pieces);
        List<Seen> frames = new ArrayList<>();
        try {
            int read;
            while ((read = reader.fill(channel)) >= 0) {
                assertTrue(read > 0, "there is always room for more");
                Frame frame;
                while ((frame = reader.next()) != null) {
                    ByteBuffer payload = frame.payload();
                    assertTrue(payload.remaining() <= MAX);
                    frames.add(new Seen(
                            frame.type().code,
                            frame.attempt(),
                            frame.id(),
                            frame.nanos(),
                            payload.remaining(),
                            payload.hashCode()));
                }
            }
        } catch (ProtocolViolation e) {
            return new Reading(frames, Reading.VIOLATION);
        }
        return new Reading(frames, reader.isInsideFrame() ? Reading.INSIDE : Reading.WHOLE);
    }

    /** Reads the stream as {@link Frame} describes it, with everything at hand. */
    private static Reading expected(byte[] stream) {
        List<Seen> frames = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(stream);
        while (in.remaining() >= Frame.HEADER_BYTES) {
            int at = in.position();
            int length = in.getInt(at + 8);
            boolean right = in.getShort(at) == Frame.MAGIC
                    && in.get(at + 2) == Frame.VERSION
                    && in.getInt(at + 32) == HostileStream.Checksums.of(stream, at, 32)
                    && length >= 0
                    && length <= MAX;
            if (!right) {
                return new Reading(frames, Reading.VIOLATION);
            }
            if (in.remaining() < Frame.HEADER_BYTES + length) {
                break;
            }
            int type = in.get(at + 3);
            if (in.getInt(at + 12) != HostileStream.Checksums.of(stream, at + Frame.HEADER_BYTES, length)
                    || type < 1
                    || type > FrameType.values().length) {
                return new Reading(frames, Reading.VIOLATION);
            }
            int hash = in.slice(at + Frame.HEADER_BYTES, length).hashCode();
            frames.add(new Seen(type, in.getShort(at + 6), in.getLong(at + 16), in.getLong(at + 24), length, hash));
            in.position(at + Frame.HEADER_BYTES + length);
        }
        return new Reading(frames, in.hasRemaining() ? Reading.INSIDE : Reading.WHOLE);
    }

    /** Gives its bytes in pieces of any size. */
    private static final class Pieces implements ReadableByteChannel {
        private final ByteBuffer left;
        private final Random random;
        private final int most;
        private int asked;

        Pieces(byte[] bytes, Random random) {
            this.left = ByteBuffer.wrap(bytes);
            this.random = random;
            this.most = 1 << random.nextInt(21);
        }

        @Override
        public int read(ByteBuffer target) {
            if (++asked > 3 * (1 << 20)) {
                fail("it reads without end");
            }
            if (!left.hasRemaining()) {
                return -1;
            }
            int piece = Math.min(Math.min(left.remaining(), target.remaining()), 1 + random.nextInt(most));
            target.put(left.slice(left.position(), piece));
            left.position(left.position() + piece);
            return piece;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
