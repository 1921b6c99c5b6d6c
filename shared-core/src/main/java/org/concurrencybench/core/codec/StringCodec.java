package org.concurrencybench.core.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text as UTF-8. Text that UTF-8 cannot say (half a surrogate pair) is refused: {@code getBytes} would alter it
 * silently.
 */
final class StringCodec implements Codec<String> {
    @Override
    public ByteBuffer encode(String value) throws IOException {
        return hasSurrogate(requireValue(value))
                ? encodeStrictly(value)
                : ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String decode(ByteBuffer bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IOException("these bytes are not a String in UTF-8", e);
        }
    }

    private static String requireValue(String value) throws IOException {
        if (value == null) {
            throw new IOException("null cannot be encoded as java.lang.String");
        }
        return value;
    }

    private static boolean hasSurrogate(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static ByteBuffer encodeStrictly(String value) throws IOException {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
        } catch (CharacterCodingException e) {
            throw new IOException("a java.lang.String with half a surrogate pair cannot be encoded in UTF-8", e);
        }
    }
}
