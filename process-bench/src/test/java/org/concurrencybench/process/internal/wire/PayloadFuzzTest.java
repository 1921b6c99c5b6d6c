package org.concurrencybench.process.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.concurrencybench.process.api.Constants;
import org.concurrencybench.process.api.ThrowableData;
import org.concurrencybench.process.api.WorkerContext;
import org.concurrencybench.process.api.WorkerFacts;
import org.concurrencybench.process.internal.transport.Hello;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Payloads of any bytes, with right checksums around them: each is read, or refused as a violation, and takes little
 * memory.
 */
class PayloadFuzzTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_BYTES = 4 << 20;
    private static final long MOST_BYTES_EACH = 1000;
    private static final byte[] TOKEN = new byte[Hello.TOKEN_BYTES];

    /** What reads payloads of a peer. */
    private enum Decoder {
        BUNDLE {
            @Override
            void read(ByteBuffer payload) throws ProtocolViolation {
                BundleReader bundle = new BundleReader(payload);
                while (bundle.hasNext()) {
                    int before = payload.remaining();
                    assertNotNull(bundle.next());
                    assertEquals(before, Bundle.HEADER_BYTES + bundle.payload().remaining() + payload.remaining());
                }
            }
        },
        SETUP {
            @Override
            void read(ByteBuffer payload) throws IOException {
                WorkerSetup setup = WorkerSetup.decode(payload);
                WorkerSetup again = WorkerSetup.decode(setup.encode());
                assertEquals(setup.function(), again.function());
                assertEquals(setup.context().setup(), again.context().setup());
                assertEquals(setup.context().slots(), again.context().slots());
            }
        },
        THROWABLE {
            @Override
            void read(ByteBuffer payload) throws ProtocolViolation {
                ThrowableData data = ThrowableFormat.decode(payload);
                Throwable standIn = data.standIn();
                assertEquals(data.summary(), standIn.toString());
                assertTrue(ThrowableFormat.encode(standIn, 1 << 10).remaining() <= 1 << 10);
            }
        },
        FACTS {
            @Override
            void read(ByteBuffer payload) throws ProtocolViolation {
                WorkerFacts facts = ReadyMessage.decode(payload, 3, 77);
                assertEquals(facts, ReadyMessage.decode(ReadyMessage.encode(facts), 3, 77));
            }
        },
        HELLO {
            @Override
            void read(ByteBuffer payload) {
                payload.limit(Math.min(payload.limit(), payload.position() + Hello.FRAME_BYTES));
                boolean right = payload.remaining() == Hello.FRAME_BYTES && payload.equals(hello());
                String rejection = Hello.rejectionReason(payload.slice(), TOKEN, 42);
                assertEquals(right, rejection == null, rejection);
            }
        };

        abstract void read(ByteBuffer payload) throws IOException;
    }

    private static ByteBuffer hello() {
        return Hello.frame(TOKEN, 42);
    }

    /** One that is right for each decoder, behind the decoder's number. */
    static Stream<byte[]> seeds() throws IOException {
        Bundle bundle = new Bundle(64);
        bundle.add(FrameType.RESULT, ByteBuffer.allocate(3));
        bundle.add(FrameType.FAILURE, ByteBuffer.allocate(0));
        Throwable thrown = new IllegalStateException("no such luck", new IOException());
        thrown.addSuppressed(new Error("and more"));
        WorkerSetup setup = new WorkerSetup(
                "org.example.F", new WorkerContext(Map.of("a", "b", "c", ""), 1, 2, Constants.of("constant")));
        return Stream.of(
                seed(Decoder.BUNDLE, bundle.take()),
                seed(Decoder.SETUP, setup.encode()),
                seed(Decoder.THROWABLE, ThrowableFormat.encode(thrown, 1 << 20)),
                seed(Decoder.FACTS, ReadyMessage.encode(ReadyMessage.here())),
                seed(Decoder.HELLO, hello()));
    }

    private static byte[] seed(Decoder decoder, ByteBuffer payload) {
        byte[] seed = new byte[1 + payload.remaining()];
        seed[0] = (byte) decoder.ordinal();
        payload.get(seed, 1, seed.length - 1);
        return seed;
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyPayloadIsReadOrRefused(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return;
        }
        Decoder decoder = Decoder.values()[Byte.toUnsignedInt(bytes[0]) % Decoder.values().length];
        long limit = MOST_BYTES + MOST_BYTES_EACH * bytes.length;
        if (taken(decoder, bytes) > limit) { // the first time, classes may have been loaded and instrumented
            long again = taken(decoder, bytes);
            assertTrue(again <= limit, bytes.length + " bytes took " + again);
        }
    }

    private static long taken(Decoder decoder, byte[] bytes) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            decoder.read(ByteBuffer.wrap(bytes, 1, bytes.length - 1).slice());
        } catch (ProtocolViolation e) {
            assertFalse(e.getMessage().isEmpty());
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** The same without a fuzzer, for a moment. */
    @Test
    void damagedPayloadIsReadOrRefused() throws IOException {
        Random random = new Random(29);
        List<byte[]> seeds = seeds().toList();
        for (int i = 0; i < 6000; i++) {
            byte[] bytes = seeds.get(i % seeds.size()).clone();
            for (int left = random.nextInt(4); left > 0; left--) {
                byte[] usual = {0, 1, -1, 127, -128, (byte) random.nextInt(256)};
                bytes[1 + random.nextInt(bytes.length - 1)] = usual[random.nextInt(usual.length)];
            }
            anyPayloadIsReadOrRefused(
                    random.nextInt(4) == 0 ? Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length)) : bytes);
        }
    }
}
