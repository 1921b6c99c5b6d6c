package org.concurrencybench.core.codec;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Turns values of one type into bytes and back. Implementations are safe for use by several threads at once.
 *
 * @param <T> the type of the values
 */
public interface Codec<T> {
    /**
     * The bytes of {@code value}, between position and limit of the result. The result may be a view of the value's own
     * memory, so the value must not change until the bytes are sent.
     *
     * @throws IOException when the value cannot be encoded; the message names its class
     */
    ByteBuffer encode(T value) throws IOException;

    /**
     * The value whose bytes stand between position and limit of {@code bytes}. Nothing of {@code bytes} is kept: the
     * caller reuses the memory.
     *
     * @throws IOException when the bytes are not those of exactly one value
     */
    T decode(ByteBuffer bytes) throws IOException;
}
