package org.concurrencybench.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.esotericsoftware.kryo.kryo5.io.Output;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that no codec has written: they give a value of the right class, or an IOException, and never take much memory.
 */
class AnyBytesFuzzTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_BYTES = 64 << 20;
    private static final long MOST_BYTES_EACH = 2000;

    interface Types {
        List<List<String>> lists();

        Map<String, Everything.Colour> map();
    }

    private record Sample(Type type, Object value) {}

    private static final List<Sample> SAMPLES = List.of(
            new Sample(Long.class, 7L),
            new Sample(Boolean.class, true),
            new Sample(Character.class, 'x'),
            new Sample(String.class, "grüße"),
            new Sample(Void.class, null),
            new Sample(byte[].class, new byte[] {1, 2}),
            new Sample(long[].class, new long[] {1, 2}),
            new Sample(float[].class, new float[] {1, 2}),
            new Sample(String[][].class, new String[][] {{"a"}, {"b", null}}),
            new Sample(type("lists"), List.of(List.of("a", "b"), List.of())),
            new Sample(type("map"), Map.of("sky", Everything.Colour.BLUE)),
            new Sample(Everything.class, new ArbitraryValues(new byte[0]).everything(0)),
            new Sample(Everything.class, new ArbitraryValues(random(new Random(1), 300)).everything(2)));

    private static final List<Codec<Object>> CODECS =
            SAMPLES.stream().map(sample -> Codecs.<Object>of(sample.type)).toList();

    private static Type type(String method) {
        try {
            return Types.class.getDeclaredMethod(method).getGenericReturnType();
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One value of each type, behind the number of its codec. */
    static Stream<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < SAMPLES.size(); i++) {
            ByteBuffer bytes = CODECS.get(i).encode(SAMPLES.get(i).value);
            byte[] seed = new byte[1 + bytes.remaining()];
            seed[0] = (byte) i;
            bytes.get(seed, 1, bytes.remaining());
            seeds.add(seed);
        }
        return seeds.stream();
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytesAreAValueOrAreRefused(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int number = Byte.toUnsignedInt(bytes[0]) % CODECS.size();
        assertTakesLittle(CODECS.get(number), bytes);
        Object value;
        try {
            value = CODECS.get(number).decode(ByteBuffer.wrap(bytes, 1, bytes.length - 1));
        } catch (IOException e) {
            return;
        }
        Type type = SAMPLES.get(number).type;
        assertTrue(
                value == null || !(type instanceof Class<?> raw) || raw.isInstance(value),
                () -> value.getClass() + " for " + type);
        assertComesBack(CODECS.get(number), value);
    }

    /** Twice if need be: the first time, classes may have been loaded and instrumented. */
    private static void assertTakesLittle(Codec<Object> codec, byte[] bytes) {
        long limit = MOST_BYTES + MOST_BYTES_EACH * bytes.length;
        if (taken(codec, bytes) > limit) {
            long again = taken(codec, bytes);
            assertTrue(again <= limit, bytes.length + " bytes took " + again);
        }
    }

    private static long taken(Codec<Object> codec, byte[] bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            codec.decode(ByteBuffer.wrap(bytes, 1, bytes.length - 1));
        } catch (IOException e) {
            // refused, which is no less welcome
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static void assertComesBack(Codec<Object> codec, Object value) {
        try {
            Object again = codec.decode(codec.encode(value));
            assertTrue(Objects.deepEquals(value, again), () -> value + " came back as " + again);
        } catch (IOException | StackOverflowError e) {
            // elements of a class from elsewhere in the type, or nested more deeply than encoding and comparing can
            // follow
        }
    }

    /** The same without a fuzzer, for a moment. */
    @Test
    void damagedBytesAreAValueOrAreRefused() throws IOException {
        Random random = new Random(3);
        List<byte[]> seeds = seeds().toList();
        for (int i = 0; i < 6000; i++) {
            anyBytesAreAValueOrAreRefused(damaged(seeds.get(i % seeds.size()), random));
        }
    }

    private static byte[] damaged(byte[] seed, Random random) {
        byte[] bytes = Arrays.copyOf(seed, Math.max(1, seed.length - Math.max(0, random.nextInt(40) - 30)));
        for (int left = random.nextInt(4); left > 0; left--) {
            int at = random.nextInt(bytes.length);
            if (at > 0) {
                bytes[at] = (byte) random.nextInt(256);
            }
        }
        return bytes;
    }

    @Test
    void lengthsThatTheBytesCannotHoldAreRefused() {
        for (int number = 0; number < SAMPLES.size(); number++) {
            for (int classId = 0; classId < 60; classId++) {
                for (int length : new int[] {1 << 21, 1 << 27, Integer.MAX_VALUE, -1}) {
                    for (boolean flagged : new boolean[] {false, true}) {
                        Output claim = new Output(100);
                        claim.writeByte(number);
                        claim.writeVarInt(classId, true);
                        if (flagged) {
                            claim.writeVarIntFlag(true, length, true);
                        } else {
                            claim.writeVarInt(length, true);
                        }
                        claim.writeVarInt(11, true);
                        anyBytesAreAValueOrAreRefused(claim.toBytes());
                    }
                }
            }
        }
    }

    @Test
    void classThatIsNamedIsNotLoaded() {
        Output bytes = new Output(200);
        bytes.writeVarInt(1, true);
        bytes.writeVarInt(0, true);
        bytes.writeString("no.such.Type");
        IOException refusal = assertThrows(
                IOException.class, () -> Codecs.of(Everything.class).decode(ByteBuffer.wrap(bytes.toBytes())));
        assertTrue(refusal.getMessage().contains("a class is named"), refusal.getMessage());
    }

    @Test
    void valueOfAnotherClassOfTheTypeIsRefused() {
        Codec<Everything> codec = Codecs.of(Everything.class);
        List<String> refusals = new ArrayList<>();
        for (byte classId = 2; classId < 100; classId++) { // one of them is a record without components: a whole value
            byte[] bytes = {classId};
            refusals.add(assertThrows(IOException.class, () -> codec.decode(ByteBuffer.wrap(bytes)))
                    .getMessage());
        }
        assertTrue(refusals.contains("these bytes are a " + Everything.Nothing.class.getName() + " and not one "
                + Everything.class.getName()));
    }

    record Weightless(List<String> nulls, List<Everything.Nothing> empty) {}

    @Test
    void elementsThatTakeNoBytesComeBack() throws IOException {
        Codec<Weightless> codec = Codecs.of(Weightless.class);
        Weightless value = new Weightless(
                Arrays.asList(new String[500_000]),
                Collections.nCopies(1000, new Everything.Nothing()).stream().toList());
        assertEquals(value, codec.decode(codec.encode(value)));
    }
}
