package org.concurrencybench.process.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.concurrencybench.core.codec.Codec;
import org.concurrencybench.core.codec.Codecs;
import org.concurrencybench.process.internal.Arguments;
import org.jspecify.annotations.Nullable;

/** A value that every worker is given once, when it starts: what all tasks need and none should carry. */
public final class Constants {
    private final String type;
    private final ByteBuffer bytes;

    /** For the library itself. */
    public Constants(String type, ByteBuffer bytes) {
        this.type = type;
        this.bytes = bytes;
    }

    /**
     * Encodes {@code value}, for which there must be a codec: a record for several values.
     *
     * @throws IllegalArgumentException when it cannot be encoded; the message names the class that is to blame
     */
    public static Constants of(Object value) {
        Codec<Object> codec =
                Codecs.of(Arguments.required("the value of constants", value).getClass());
        try {
            return new Constants(value.getClass().getName(), codec.encode(value));
        } catch (IOException e) {
            throw new IllegalArgumentException("the constants cannot be encoded: " + e.getMessage(), e);
        }
    }

    /** For the library itself. The class of the value. */
    public String type() {
        return type;
    }

    boolean isSame(@Nullable Constants other) {
        return other != null && type.equals(other.type) && bytes.equals(other.bytes);
    }

    /** For the library itself. */
    public ByteBuffer bytes() {
        return bytes.duplicate();
    }

    /** The value, decoded afresh. */
    <T> T as(Class<T> wanted) {
        if (!wanted.getName().equals(type)) {
            throw new IllegalArgumentException(
                    "the constants are a " + type + ", and " + wanted.getName() + " was asked for");
        }
        Codec<T> codec = Codecs.of(wanted);
        try {
            return codec.decode(bytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("the constants cannot be decoded: " + e.getMessage(), e);
        }
    }
}
