package org.concurrencybench.core.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any value comes back equal. */
class RoundTripFuzzTest {
    private static final Codec<Everything> EVERYTHING = Codecs.of(Everything.class);

    @FuzzTest
    void anyValueComesBackEqual(byte[] bytes) throws IOException {
        ArbitraryValues values = new ArbitraryValues(bytes);
        Everything everything = values.everything(2);
        assertEquals(everything, EVERYTHING.decode(EVERYTHING.encode(everything)));
        assertTextComesBack(values.text());
        assertComesBack(Long.class, values.number());
        assertComesBack(Integer.class, (int) values.number());
        assertComesBack(Short.class, (short) values.number());
        assertComesBack(Byte.class, (byte) values.number());
        assertComesBack(Character.class, (char) values.number());
        assertComesBack(Boolean.class, values.upTo(1) == 1);
        assertComesBack(Double.class, Double.longBitsToDouble(values.number()));
        assertComesBack(Float.class, Float.intBitsToFloat((int) values.number()));
        assertComesBack(long[].class, new long[] {values.number(), values.number()});
        assertComesBack(double[].class, new double[] {Double.longBitsToDouble(values.number())});
        assertComesBack(int[].class, new int[values.upTo(10)]);
        assertComesBack(byte[].class, values.rest());
    }

    private static void assertTextComesBack(String text) throws IOException {
        Codec<String> codec = Codecs.of(String.class);
        byte[] sayable = text.getBytes(StandardCharsets.UTF_8);
        if (new String(sayable, StandardCharsets.UTF_8).equals(text)) {
            assertEquals(text, codec.decode(codec.encode(text)));
        } else {
            assertThrows(IOException.class, () -> codec.encode(text));
        }
    }

    private static void assertComesBack(Class<?> type, Object value) throws IOException {
        Codec<Object> codec = Codecs.of(type);
        ByteBuffer bytes = codec.encode(value);
        Object back = codec.decode(bytes);
        assertTrue(Objects.deepEquals(value, back), value + " came back as " + back);
        assertEquals(0, bytes.remaining());
    }

    /** The same without a fuzzer, for a moment. */
    @Test
    void randomValuesComeBackEqual() throws IOException {
        Random random = new Random(17);
        for (int i = 0; i < 1500; i++) {
            byte[] bytes = new byte[random.nextInt(1000)];
            random.nextBytes(bytes);
            anyValueComesBackEqual(bytes);
        }
    }
}
